"""When it was seen, declared, acknowledged, mitigated and over; and under which severities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from data.incidents.times import times_of
from data.models.incident import Incident, Stamp
from data.reports.incidents.case import Case


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the times that an incident is judged by; `after` are seconds from the declaration.

    `at` is what the wall clock showed. Where it has not happened, or nobody said, `words` say so.
    """

    name: str
    at: datetime | None
    after: float | None
    by: str = ""
    entry: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """One severity of an incident; `lasted` in seconds until the next one or the end, None while it lasts."""

    severity: str
    name: str
    start: datetime
    lasted: float | None
    reason: str
    by: str


def milestones_of(case: Case) -> tuple[Milestone, ...]:
    """Detected, declared, acknowledged, mitigated and resolved, in this order."""
    incident, times = case.incident, times_of(case.incident)
    declared = incident.declared
    return (
        _detected(incident, times.detect),
        _stamped("declared", declared, 0.0 if declared else None, "its declaration is lost"),
        _stamped("acknowledged", incident.acknowledged, times.acknowledge, "nobody acknowledged it"),
        _stamped("mitigated", incident.mitigated, times.mitigate, "no entry says so"),
        _stamped("resolved", incident.resolved, times.resolve, _unresolved(incident)),
    )


def spells_of(case: Case) -> tuple[Spell, ...]:
    """Every severity that it had, oldest first."""
    return tuple(_spells(case))


def _spells(case: Case) -> Iterator[Spell]:
    graded, over = case.incident.severities, case.incident.resolved
    for index, each in enumerate(graded):
        later = graded[index + 1].stamp if index + 1 < len(graded) else over
        known = case.policy.severity(each.severity)
        lasted = max(0.0, later.steady - each.stamp.steady) if later else None
        yield Spell(
            each.severity, known.name if known else "", each.stamp.at, lasted, each.reason, each.stamp.by
        )


def _detected(incident: Incident, seconds: float | None) -> Milestone:
    if incident.detected is not None and seconds is not None:
        entry = incident.declared.entry if incident.declared else ""
        return Milestone("detected", incident.detected, -seconds, entry=entry)
    seen = [each for each in incident.seen if each.observed_at]
    if not seen or incident.declared is None:
        return Milestone("detected", None, None, words="nobody said when the trouble began")
    first = min(seen, key=lambda each: each.observed_at or incident.began.at)
    at = first.observed_at or incident.began.at
    after = min(0.0, (at - incident.declared.at).total_seconds())
    words = f"{first.source} {first.signal} is known to have failed by then"
    return Milestone("detected", at, after, entry=incident.declared.entry, words=words)


def _stamped(name: str, stamp: Stamp | None, after: float | None, otherwise: str) -> Milestone:
    if stamp is None:
        return Milestone(name, None, None, words=otherwise)
    words = "" if after is not None else "the declaration is lost: nothing to count from"
    return Milestone(name, stamp.at, after, stamp.by, stamp.entry, words)


def _unresolved(incident: Incident) -> str:
    return f"it is {incident.stage.value}"
