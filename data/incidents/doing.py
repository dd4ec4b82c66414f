"""What starts each clock, and which entry meets its demand."""

from __future__ import annotations

from collections.abc import Iterable

from data.incidents.period import Period
from data.models.incident import Audience, Incident, Stage, Stamp
from data.models.practice import Clock

AFTER = ("report", "review", "follow-up")
"""What is asked for when all is over."""
_TO_THE_END = ("act", "investigate", "mitigate", "resolve")
ANEW = ("escalate", "internal-update", "public-update")
"""What goes to other people when the severity becomes graver, and to nobody once all is over."""
_UPDATES = {"internal-update": Audience.INTERNAL, "public-update": Audience.PUBLIC}
_REACHED = {
    "act": (Stage.MITIGATING, Stage.MONITORING, Stage.RESOLVED, Stage.CLOSED),
    "investigate": (Stage.MITIGATING, Stage.MONITORING, Stage.RESOLVED, Stage.CLOSED),
    "mitigate": (Stage.MONITORING, Stage.RESOLVED, Stage.CLOSED),
    "resolve": (Stage.RESOLVED, Stage.CLOSED),
}


def started(clock: Clock, incident: Incident, period: Period) -> tuple[float | None, str]:
    """From when a clock counts, None while it does not, and what is to be said of that."""
    event = clock.start or ("resolved" if clock.name in AFTER else "declared")
    unsaid = "" if clock.start else f"the document does not say from when; counted from {event}"
    if event == "resolved":
        over = incident.resolved
        if over is None:
            return None, "begins when it is resolved"
        return over.steady, unsaid
    if event == "aware":
        return _aware(incident), ""
    if event != "declared":
        return None, f'begins with "{event}", of which no entry tells'
    base = period.since
    if clock.name in _TO_THE_END and incident.reopened is not None:
        base = max(base, incident.reopened.steady)
    return base, unsaid


def done_by(name: str, incident: Incident, period: Period, base: float) -> Stamp | None:
    """What met the demand first; None where nothing has."""
    return min(_doings(name, incident, _least(name, incident, period, base)), key=_moment, default=None)


def repeated_by(name: str, incident: Incident) -> tuple[Stamp, ...]:
    """Every time that a repeating demand was met, oldest first."""
    stamps = [update.stamp for update in incident.updates if update.audience == _UPDATES.get(name)]
    return tuple(sorted(stamps, key=_moment))


def _least(name: str, incident: Incident, period: Period, base: float) -> float:
    """From when on what is done counts."""
    if name in ANEW and period.graver:
        return base
    if name in _TO_THE_END and incident.reopened is not None:
        return incident.reopened.steady
    return base if name in AFTER else float("-inf")


def _doings(name: str, incident: Incident, least: float) -> Iterable[Stamp]:
    found = [incident.met[name]] if name in incident.met else []
    if name == "respond":
        found += [step.stamp for step in incident.steps]
        found += [incident.acknowledged] if incident.acknowledged else []
    elif name == "escalate":
        found += incident.escalations
    elif name in _UPDATES:
        found += repeated_by(name, incident)
    else:
        found += [step.stamp for step in incident.steps if step.stage in _REACHED.get(name, ())]
    return [stamp for stamp in found if stamp.steady >= least]


def _aware(incident: Incident) -> float:
    """When somebody first knew: as was said, else when it was declared."""
    first = incident.began.steady
    if incident.detected is None:
        return first
    known = incident.detected.timestamp() - incident.began.at.timestamp()
    return first + min(0.0, known)


def _moment(stamp: Stamp) -> float:
    return stamp.steady
