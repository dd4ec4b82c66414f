"""What the policy promises, and what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.catalogue import catalogue
from data.models.snapshot import Snapshot
from data.models.threshold import Limit, Threshold
from data.models.verdict import Verdict
from data.quantity import convert, format_value
from data.reports.ground import Ground
from data.reports.sample import Basis, live_samples
from data.reports.trend import Trend, of_signal


@dataclass(frozen=True, slots=True)
class Target:
    """One promise.

    `reached` is the mean of the series that did worst, `met_pct` the share of all values that kept
    to it; None where there is no data, and `words` say why.
    """

    signal: str
    title: str
    unit: str
    limit: Limit
    reached: float | None = None
    met_pct: float | None = None
    count: int = 0
    verdict: Verdict = Verdict.NO_DATA
    words: str = ""


def targets(ground: Ground, found: Sequence[Trend], *, live: bool) -> tuple[Target, ...]:
    """Every target of the policy held against the period; `live` where the period is not over."""
    return tuple(
        _target(signal, threshold, threshold.target, _told(ground, found, signal, live), ground.snapshot)
        for signal, threshold in ground.policy.thresholds.items()
        if threshold.target is not None
    )


def _told(ground: Ground, found: Sequence[Trend], signal: str, live: bool) -> tuple[Trend, ...]:
    """What is known of the period; while it runs and nobody remembers it, what is true now."""
    told = of_signal(found, signal)
    if told or not live:
        return told
    return tuple(
        Trend(sample.source, signal, sample.labels, sample.unit, (sample.value,), None, sample.basis)
        for sample in live_samples(ground.snapshot, signal)
        if sample.value is not None
    )


def _target(
    signal: str, threshold: Threshold, limit: Limit, found: Sequence[Trend], snapshot: Snapshot
) -> Target:
    known = catalogue().get(signal)
    bare = Target(signal, known.title if known else signal, threshold.unit, limit)
    told = [(trend, values) for trend in found if (values := _in_unit(trend, threshold.unit)) is not None]
    if not told:
        return replace(bare, words=_why(signal, snapshot))
    every = [value for _, values in told for value in values]
    means = [(sum(values) / len(values), trend) for trend, values in told]
    missed = [(mean, trend) for mean, trend in means if not limit.holds(mean)]
    reached, worst = (min if limit.comparison.upward else max)(missed or means, key=lambda each: each[0])
    share = 100.0 * sum(limit.holds(value) for value in every) / len(every)
    where = f"worst of {len(told)}: {worst.source}, " if len(told) > 1 else f"{worst.source}, "
    now = "; only as of now, for nobody remembers" if worst.basis is Basis.LIVE else ""
    return replace(
        bare,
        reached=reached,
        met_pct=share,
        count=len(every),
        verdict=Verdict.FAIL if missed else Verdict.PASS,
        words=f"{where}{format_value(share, '%')} of {len(every):,} values keep to it ({worst.basis}{now})",
    )


def _in_unit(trend: Trend, unit: str) -> list[float] | None:
    converted = [convert(value, trend.unit or unit, unit) for value in trend.values]
    return [value for value in converted if value is not None] or None


def _why(signal: str, snapshot: Snapshot) -> str:
    feeding = snapshot.feeding(signal)
    if not feeding:
        return f"no data: no source brings {signal}"
    names = ", ".join(state.name for state in feeding[:3])
    return f"no data: {names} does not remember, and no checklist wrote it down"
