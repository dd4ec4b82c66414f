"""Everything that a commander has before them at one moment; the screens only draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType

from data.config.contact import Contact
from data.incidents.affected import Affected, affected
from data.incidents.clocks import all_clocks
from data.incidents.deputy import Call, calls_of, is_long
from data.incidents.people import Callee, callees, escalation
from data.models.incident import Incident
from data.models.letter import Letter, LetterState
from data.models.policy import Policy
from data.models.practice import Ladder, Severity
from data.models.series import Recall
from data.models.snapshot import Snapshot
from data.models.timer import Timer, TimerState
from data.procedures.runbooks.symptoms import Match


@dataclass(frozen=True, slots=True)
class Pending:
    """A letter that is not gone yet, and why, in words."""

    letter: Letter
    state: LetterState
    words: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a console knows that no entry of the incident tells.

    `now` is read from the clock of `host`. `ladders` are all that can be chosen. `missed` is what
    became overdue while nobody looked, `others` are the other incidents that are open.
    """

    now: datetime
    host: str
    zone: tzinfo
    policy: Policy
    snapshot: Snapshot
    past: Recall
    ladders: Sequence[Ladder] = ()
    contacts: Sequence[Contact] = ()
    missed: tuple[Timer, ...] = ()
    letters: tuple[Pending, ...] = ()
    matches: tuple[Match, ...] = ()
    others: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """An incident, its surroundings, and what follows from both at the moment `now`.

    `elapsed` are seconds since the declaration on the scale that no jump of a clock moves; `doubt`
    says why it may be wrong all the same, empty where nothing is known to be. `severity` is None
    where the policy does not know the word. `callees` holds, by the name of a clock that names
    roles, whom to call for it; `escalate` is whom to call next of all.
    """

    now: datetime
    host: str
    zone: tzinfo
    incident: Incident
    policy: Policy
    severity: Severity | None
    ladder: Ladder | None
    elapsed: float
    timers: tuple[Timer, ...]
    calls: tuple[Call, ...]
    signals: tuple[Affected, ...]
    escalate: tuple[Callee, ...]
    callees: Mapping[str, tuple[Callee, ...]]
    contacts: tuple[Contact, ...]
    missed: tuple[Timer, ...]
    letters: tuple[Pending, ...]
    matches: tuple[Match, ...]
    others: tuple[Incident, ...]
    long: bool
    doubt: str

    @property
    def clocks(self) -> tuple[Timer, ...]:
        """The clocks of the present severity that are set, the most pressing first."""
        present = [each for each in self.timers if not each.former and each.due is not None]
        return tuple(sorted(present, key=_pressing))

    @property
    def former(self) -> tuple[Timer, ...]:
        """The clocks of severities that it no longer has."""
        return tuple(each for each in self.timers if each.former)

    @property
    def not_set(self) -> tuple[Timer, ...]:
        """The clocks that do not run, each with the reason in its words."""
        return tuple(each for each in self.timers if not each.former and each.due is None)


def room_of(incident: Incident, around: Around, signals: tuple[Affected, ...] | None = None) -> Room:
    """The room at the moment `around.now`; `signals` may be handed in where they are known already."""
    now, host, policy = around.now, around.host, around.policy
    ladder = next((each for each in around.ladders if each.id == incident.ladder), None)
    timers = all_clocks(incident, policy, around.ladders, now, host)
    elapsed = since_declared(incident, now, host)
    if signals is None:
        signals = affected(incident, around.snapshot, around.past, elapsed)
    roles = escalation(policy, incident.severity, incident.situation)
    called = {each.name: callees(each.who, around.contacts) for each in timers if each.who}
    return Room(
        now=now,
        host=host,
        zone=around.zone,
        incident=incident,
        policy=policy,
        severity=policy.severity(incident.severity),
        ladder=ladder,
        elapsed=elapsed,
        timers=timers,
        calls=calls_of(incident, timers, now, host),
        signals=signals,
        escalate=callees(roles, around.contacts),
        callees=MappingProxyType(called),
        contacts=tuple(around.contacts),
        missed=around.missed,
        letters=around.letters,
        matches=around.matches,
        others=around.others,
        long=is_long(incident, now, host),
        doubt="; ".join(incident.doubts),
    )


def since_declared(incident: Incident, now: datetime, host: str) -> float:
    """Seconds since the declaration (the first entry where that is lost), never below nought."""
    return max(0.0, incident.steady(now, host) - incident.start.steady)


def _pressing(timer: Timer) -> tuple[int, float]:
    order = (TimerState.MISSED, TimerState.RUNNING)
    rank = order.index(timer.state) if timer.state in order else len(order)
    return rank, timer.left if timer.left is not None else 0.0
