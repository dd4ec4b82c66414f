"""The spans in which an incident had one severity, and from when each counts."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.incident import Incident
from data.models.policy import Policy


@dataclass(frozen=True, slots=True)
class Period:
    """One severity from a moment on, `until` the next; `since` is from when open demands count under it.

    `graver` says that it follows a lesser one. All moments on the scale without jumps.
    """

    severity: str
    start: float
    until: float | None
    since: float
    graver: bool = False


def periods_of(incident: Incident, policy: Policy) -> tuple[Period, ...]:
    """The severities of an incident, oldest first; at least one, nameless where none is known."""
    graded = incident.severities
    if not graded:
        return (Period("", incident.began.steady, None, incident.began.steady),)
    found: list[Period] = []
    for index, each in enumerate(graded):
        if found and found[-1].severity == each.severity:
            continue
        later = (after.stamp.steady for after in graded[index + 1 :] if after.severity != each.severity)
        start = each.stamp.steady
        graver = bool(found) and _graver(each.severity, found[-1].severity, policy)
        since = start if graver or not found else found[-1].since
        found.append(Period(each.severity, start, next(later, None), since, graver))
    return tuple(found)


def _graver(severity: str, than: str, policy: Policy) -> bool:
    new, old = policy.severity(severity), policy.severity(than)
    return new is not None and old is not None and new.rank < old.rank
