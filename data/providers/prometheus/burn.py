"""Burn rates as readings of their own, so that a page is a page wherever readings are judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from data.models.labels import labels_from
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.prometheus.settings import BURN_RATE, ERROR_RATIO, REQUESTS, PrometheusSlo
from data.quantity import known
from data.slo.burning import Burn, Burning, Loudness, Measured, burns

_STATES = {
    Burning.QUIET: Verdict.PASS,
    Burning.TOO_FEW: Verdict.PASS,
    Burning.UNKNOWN: Verdict.NO_DATA,
}
_LOUD = {Loudness.PAGE: Verdict.FAIL, Loudness.TICKET: Verdict.WARN}
Seen = Mapping[tuple[str, str], Observation]
"""Observations of one objective, by signal and window."""


def burn_rates(slo: PrometheusSlo, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The rules held against what was just observed; nothing where only a policy names the objective."""
    if slo.objective is None:
        return ()
    seen = {
        (each.signal, labels.get("window", "")): each
        for each in observations
        if (labels := dict(each.labels)).get("slo") == slo.name
    }
    windows = {window for _, window in seen}
    measured = {
        each: Measured(_value(seen, ERROR_RATIO, each), _value(seen, REQUESTS, each)) for each in windows
    }
    return tuple(_observation(slo, burn, seen) for burn in burns(measured, slo.objective, slo.window))


def _observation(slo: PrometheusSlo, burn: Burn, seen: Seen) -> Observation:
    rule = burn.rule
    behind = [each for window in (rule.long, rule.short) if (each := seen.get((ERROR_RATIO, window)))]
    judged = _LOUD[rule.loudness] if burn.state is Burning.FIRING else _STATES[burn.state]
    return Observation(
        BURN_RATE,
        burn.long,
        "×",
        labels_from({"slo": slo.name, "window": rule.long}),
        observed_at=_oldest(behind),
        judged=judged,
        detail=f"{burn.words} ({rule.loudness} beyond {burn.threshold:.3g}×)",
        failure=next((each.failure for each in behind if each.failure is not None), None),
        query=behind[0].query if behind else "",
    )


def _oldest(behind: Sequence[Observation]) -> datetime | None:
    return min((each.observed_at for each in behind if each.observed_at is not None), default=None)


def _value(seen: Seen, signal: str, window: str) -> float | None:
    observation = seen.get((signal, window))
    return observation.value if observation and known(observation.value) else None
