"""One value that a report may rest on, wherever it comes from: asked just now, remembered, or journalled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from statistics import fmean
from zoneinfo import ZoneInfo

from data.models.entry import Entry
from data.models.evidence import Evidence
from data.models.labels import Labels
from data.models.past import Past
from data.models.policy import Policy
from data.models.reading import Observation
from data.models.snapshot import Snapshot
from data.models.threshold import Limit
from data.models.verdict import Verdict
from data.policies.judge import judge
from data.procedures.fields import evidence_in
from data.procedures.sequence import standing
from data.quantity import known
from data.recall.asking import Remembered


class Basis(StrEnum):
    """Where a number comes from."""

    LIVE = "live"
    """A source was asked for it now."""
    REMEMBERED = "remembered"
    """A source that keeps its past was asked for it."""
    JOURNAL = "journal"
    """A checklist was decided on it, and wrote it down."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A value of one series; None where the source has none, with the reason in `words`."""

    source: str
    signal: str
    labels: Labels
    value: float | None
    unit: str
    verdict: Verdict
    words: str
    at: datetime | None
    basis: Basis


def live_samples(snapshot: Snapshot, signal: str) -> tuple[Sample, ...]:
    """Every reading of a signal; one that is old or in error has no value."""
    return tuple(
        Sample(
            source=reading.source,
            signal=signal,
            labels=reading.observation.labels,
            value=reading.observation.value
            if reading.verdict.known and known(reading.observation.value)
            else None,
            unit=reading.observation.unit,
            verdict=reading.verdict,
            words=reading.words + _limit_from(reading.limit),
            at=reading.observed_at,
            basis=Basis.LIVE,
        )
        for reading in snapshot.readings_of(signal)
    )


def evidence_of(entries: Iterable[Entry]) -> tuple[tuple[datetime, Evidence], ...]:
    """All evidence that was written down in earnest, with when it was, oldest first."""
    return tuple(
        (entry.at, each) for entry in standing(entries) if not entry.drill for each in evidence_in(entry)
    )


def journal_samples(
    evidence: Iterable[tuple[datetime, Evidence]], signal: str, zone: ZoneInfo, day: date
) -> tuple[Sample, ...]:
    """The last value of each series that was written down on a day."""
    latest: dict[tuple[str, Labels], Sample] = {}
    for written, each in evidence:
        at = each.observed_at or each.fetched_at or written
        if each.signal == signal and known(each.value) and written.astimezone(zone).date() == day:
            latest[(each.source, each.labels)] = Sample(
                source=each.source,
                signal=signal,
                labels=each.labels,
                value=each.value,
                unit=each.unit,
                verdict=each.verdict,
                words=each.words + _origin(each.policy, each.section),
                at=at,
                basis=Basis.JOURNAL,
            )
    return tuple(latest.values())


def remembered_samples(
    remembered: Iterable[Remembered], signal: str, start: float, end: float, policy: Policy
) -> tuple[Sample, ...]:
    """The mean over a span of each series that a source remembers, judged by the policy."""
    found = []
    for each in remembered:
        for past in each.pasts:
            values = values_between(past, start, end)
            if past.signal == signal and values:
                mean = fmean(values)
                judged = judge(Observation(signal, mean, past.unit, past.labels), policy)
                words = f"{judged.words}{_limit_from(judged.limit)}, mean of {len(values)} values"
                at = datetime.fromtimestamp(past.times[-1], UTC)
                found.append(
                    Sample(
                        source=each.source,
                        signal=signal,
                        labels=past.labels,
                        value=mean,
                        unit=past.unit,
                        verdict=judged.verdict,
                        words=words,
                        at=at,
                        basis=Basis.REMEMBERED,
                    )
                )
    return tuple(found)


def values_between(past: Past, start: float, end: float) -> Sequence[float]:
    """The values of a past within a span (seconds since 1970), the end left out."""
    return [
        value for at, value in zip(past.times, past.values, strict=True) if start <= at < end and known(value)
    ]


def _limit_from(limit: Limit | None) -> str:
    return _origin(limit.policy, limit.section) if limit else ""


def _origin(policy: str, section: str) -> str:
    """Where a limit is written."""
    return f" ({policy} § {section})" if policy else ""
