"""A role goes from one person to another: what the receiver must know, and three values to prove it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from data.incidents.deputy import Call
from data.models.incident import COMMANDER, Audience, Incident, Line, Question, Task, Update
from data.models.letter import Letter
from data.models.policy import Policy
from data.models.timer import Timer, TimerState

_TRIED = ("status", "severity", "task-done", "escalated")
_STEPS = "runbook."


@dataclass(frozen=True, slots=True)
class Due:
    """A demand that is open: `left` are the seconds until it is due, below nought when that is past."""

    name: str
    due: datetime
    left: float
    who: tuple[str, ...] = ()
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last words to an audience, None where there were none, and the demand for the next."""

    audience: Audience
    last: Update | None
    next: Due | None


@dataclass(frozen=True, slots=True)
class Handover:
    """An incident at one moment, for the one who takes over a role in it; `giver` is empty where none had it.

    `meaning` is what the policy says its severity means, `lasted` the seconds since it began.
    `waiting` are letters that are not out yet.
    """

    incident: Incident
    role: str
    giver: str
    at: datetime
    zone: tzinfo
    meaning: str
    lasted: float
    clocks: tuple[Due, ...]
    calls: tuple[Call, ...]
    spoken: tuple[Spoken, ...]
    waiting: tuple[Letter, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Those that are not done."""
        return tuple(task for task in self.incident.tasks if task.done is None)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those that nobody has answered."""
        return tuple(each for each in self.incident.questions if each.answered is None)

    @property
    def tried(self) -> tuple[Line, ...]:
        """What was done: steps of runbooks, changes of the stage and the severity, tasks, calls."""
        return tuple(line for line in self.incident.timeline if _was_tried(line))

    @property
    def proof(self) -> tuple[Line, ...]:
        """The lines that have evidence."""
        return tuple(line for line in self.incident.timeline if line.supported and not _gone(line))


def handover_of(
    incident: Incident,
    timers: Sequence[Timer],
    calls: Sequence[Call],
    policy: Policy,
    now: datetime,
    host: str,
    zone: tzinfo,
    *,
    role: str = COMMANDER,
    waiting: Iterable[Letter] = (),
) -> Handover:
    """Everything at the moment `now` on the clock of `host`."""
    clocks = tuple(sorted(_open(timers), key=lambda due: due.left))
    severity, holder = policy.severity(incident.severity), incident.roles.get(role)
    return Handover(
        incident=incident,
        role=role,
        giver=holder.who if holder else "",
        at=now,
        zone=zone,
        meaning=severity.name if severity else "",
        lasted=max(0.0, incident.steady(now, host) - incident.began.steady),
        clocks=clocks,
        calls=tuple(calls),
        spoken=tuple(_spoken(audience, incident, clocks) for audience in reversed(Audience)),
        waiting=tuple(waiting),
    )


def digest_of(text: str) -> str:
    """What tells one text from all others, as the journal writes it."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def next_due(handover: Handover) -> Due | None:
    """The demand that comes first; one whose time is over comes before all others."""
    return handover.clocks[0] if handover.clocks else None


def _open(timers: Iterable[Timer]) -> Iterable[Due]:
    for timer in timers:
        open_ = timer.state in (TimerState.RUNNING, TimerState.MISSED) and not timer.former
        if open_ and timer.due is not None and timer.left is not None:
            missed = timer.state is TimerState.MISSED
            yield Due(timer.name, timer.due, timer.left, timer.who, missed)


def _spoken(audience: Audience, incident: Incident, clocks: Sequence[Due]) -> Spoken:
    last = next((each for each in reversed(incident.updates) if each.audience is audience), None)
    name = f"{audience.value}-update"
    return Spoken(audience, last, next((due for due in clocks if due.name == name), None))


def _was_tried(line: Line) -> bool:
    return not _gone(line) and (line.kind in _TRIED or line.kind.startswith(_STEPS))


def _gone(line: Line) -> bool:
    return line.correction is not None and line.correction.withdrawn
