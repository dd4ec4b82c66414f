"""Were the words in time: each update that was due, against when it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.incidents.doing import repeated_by, started
from data.incidents.period import Period, periods_of
from data.incidents.situations import unnamed
from data.models.incident import Incident, Stamp
from data.models.practice import Clock
from data.models.timer import Timer, TimerState
from data.reports.incidents.case import Case

UPDATES = ("internal-update", "public-update")
_OPEN = (TimerState.RUNNING, TimerState.REPLACED)


@dataclass(frozen=True, slots=True)
class Owed:
    """One update that was due; `late` are seconds, 0 where it was in time, None where it is not due yet.

    `done` is None where it was never sent. `demand` says who demands it.
    """

    name: str
    severity: str
    due: datetime
    done: datetime | None
    late: float | None
    demand: str
    entry: str = ""

    @property
    def kept(self) -> bool:
        """Whether it was sent in time, or there is still time."""
        return not self.late


def owed(case: Case) -> tuple[Owed, ...]:
    """Every update that the policy, and the ladder that was chosen, made due, in the order of time."""
    found = [*_by_policy(case), *_by_ladder(case)]
    return tuple(sorted(found, key=lambda each: (each.due, each.name)))


def _by_policy(case: Case) -> Iterator[Owed]:
    incident = case.incident
    if incident.declared is None:
        return
    now = incident.steady(case.at, case.host)
    periods = periods_of(incident, case.policy)
    for period in periods:
        end = min(now, period.until) if period.until is not None else now
        for clock in _repeating(case, period.severity):
            yield from _repeated(case, clock, period, end, former=period is not periods[-1])
    for timer in case.timers:
        if timer.name in UPDATES and not timer.repeats and not (timer.former and timer.state in _OPEN):
            yield from _once(case, timer, periods)


def _repeating(case: Case, severity: str) -> Iterator[Clock]:
    situation, seen = case.incident.situation, set[str]()
    clocks = case.policy.clocks_for(severity, situation)
    for clock in clocks if situation else (*clocks, *unnamed(case.policy, severity)):
        if clock.name in UPDATES and clock.repeats and clock.name not in seen:
            seen.add(clock.name)
            yield clock


def _by_ladder(case: Case) -> Iterator[Owed]:
    ids = {case.policy.id, case.incident.policy}
    for timer in case.timers:
        if timer.origin is not None and timer.origin.policy not in ids and not timer.repeats:
            yield from _once(case, timer, ())


def _once(case: Case, timer: Timer, periods: Sequence[Period]) -> Iterator[Owed]:
    if timer.due is None or timer.state is TimerState.NOT_SET:
        return
    incident = case.incident
    due = incident.steady(timer.due, case.host)
    sent = _sent_at(incident, timer)
    late: float | None = None
    if timer.state in (TimerState.MET, TimerState.LATE):
        late = max(0.0, sent.steady - due) if sent and timer.state is TimerState.LATE else 0.0
    elif timer.state is TimerState.MISSED:
        ends = [each.until for each in periods if each.severity == timer.severity and timer.former]
        over = incident.resolved
        ends += [over.steady if over else None, incident.steady(case.at, case.host)]
        late = max(0.0, min(end for end in ends if end is not None) - due)
    demand = f"{timer.origin.policy}, {timer.origin.section}" if timer.origin else ""
    entry = sent.entry if sent else ""
    yield Owed(timer.name, timer.severity, timer.due, timer.done, late, demand, entry)


def _sent_at(incident: Incident, timer: Timer) -> Stamp | None:
    stamps = (*(each.stamp for each in incident.updates), *incident.met.values())
    return next((stamp for stamp in stamps if stamp.at == timer.done), None)


def _repeated(case: Case, clock: Clock, period: Period, end: float, *, former: bool) -> Iterator[Owed]:
    """One after the other, each within so many seconds of the one before, until all is over."""
    incident = case.incident
    base, _ = started(clock, incident, period)
    if base is None or base > end:
        return
    over = incident.resolved
    if over is not None:
        end = min(end, over.steady)
    demand = f"{clock.origin.policy}, {clock.origin.section}"
    before = base
    for stamp in _within(repeated_by(clock.name, incident), max(base, period.start), end):
        late = max(0.0, stamp.steady - before - clock.seconds)
        due = incident.wall(before + clock.seconds, case.host)
        yield Owed(clock.name, period.severity, due, stamp.at, late, demand, stamp.entry)
        before = stamp.steady
    due_at = before + clock.seconds
    if end > due_at:
        yield Owed(clock.name, period.severity, incident.wall(due_at, case.host), None, end - due_at, demand)
    elif over is None and not former:
        yield Owed(clock.name, period.severity, incident.wall(due_at, case.host), None, None, demand)


def _within(stamps: Iterable[Stamp], first: float, last: float) -> Sequence[Stamp]:
    return [stamp for stamp in stamps if first <= stamp.steady <= last]
