"""The clocks of an incident: what a policy demands, held against what the entries say was done.

When the severity changes, the clocks of the former one are kept as they stood then. Under a graver
severity a demand that is still open counts anew from the change, and escalation and the first updates
are demanded once more, since they go to other people; under a lesser one everything goes on from where
it began. What was met stays met. Reopening begins anew what leads to the end: to act, to investigate,
to mitigate and to resolve.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from data.incidents.doing import ANEW, done_by, repeated_by, started
from data.incidents.ladder import ladder_clocks
from data.incidents.period import Period, periods_of
from data.incidents.situations import AUTHORITIES, PERSONAL_DATA, unnamed, unnamed_words
from data.models.incident import Incident, Stamp
from data.models.policy import Policy
from data.models.practice import Clock, Ladder
from data.models.timer import Timer, TimerState
from data.quantity import format_duration

AT_ONCE_S = 60.0
"""What is to be done immediately is in time within its first minute; no document gives a number."""
STANDARD = (
    *("respond", "escalate", "internal-update", "public-update", "mitigate", "resolve"),
    *("report", "review", "follow-up"),
)
"""The clocks that are always told of, set or not."""


def all_clocks(
    incident: Incident, policy: Policy, ladders: Iterable[Ladder], now: datetime, host: str
) -> tuple[Timer, ...]:
    """The clocks of the policy, then those of the ladder that was chosen."""
    chosen = [each for each in ladders if each.id == incident.ladder]
    on_it = (timer for each in chosen for timer in ladder_clocks(incident, each, now, host))
    return (*clocks_of(incident, policy, now, host), *on_it)


def clocks_of(incident: Incident, policy: Policy, now: datetime, host: str) -> tuple[Timer, ...]:
    """Every clock at the moment `now` on the clock of `host`, the running ones of now first."""
    if incident.declared is None:
        return tuple(Timer(name, TimerState.NOT_SET, "its declaration is lost") for name in STANDARD)
    moment = incident.steady(now, host)
    if moment < incident.began.steady:
        words = "by the clock of this machine it has not begun yet"
        incident, moment = replace(incident, doubts=(*incident.doubts, words)), incident.began.steady
    periods = periods_of(incident, policy)
    timers: list[Timer] = []
    for period in reversed(periods):
        former = period is not periods[-1]
        ended = min(moment, period.until) if period.until is not None else moment
        reckoning = _Reckoning(incident, policy, period, ended, moment, host, former)
        timers += reckoning.timers()
    return tuple(timers)


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """The clocks of one severity of an incident, as they stood at `ended`.

    Times are on the scale of the stamps: `ended` is the end of the severity, or the present `moment`
    where it lasts; moments are told by the clock of `host`. A `former` severity is one
    that the incident no longer has.
    """

    incident: Incident
    policy: Policy
    period: Period
    ended: float
    moment: float
    host: str
    former: bool

    def timers(self) -> Iterator[Timer]:
        """One for each clock that the policy sets, then those of the usual ones that it does not set."""
        seen: set[tuple[str, bool]] = set()
        severity, situation = self.period.severity, self.incident.situation
        clocks = self.policy.clocks_for(severity, situation)
        for clock in clocks if situation else (*clocks, *unnamed(self.policy, severity)):
            if (clock.name, clock.repeats) not in seen:
                seen.add((clock.name, clock.repeats))
                yield self._repeating(clock) if clock.repeats else self._single(clock)
        if self.former:
            return
        wanted = [*STANDARD, *([AUTHORITIES] if self.incident.situation in PERSONAL_DATA else [])]
        for name in wanted:
            if not {(name, False), (name, True)} & seen:
                words = f"{self.policy.id} sets no time for it"
                if self.policy.severity(severity) is None:
                    words = f'{self.policy.id} knows no severity "{severity}"'
                yield Timer(name, TimerState.NOT_SET, words, severity)

    def _single(self, clock: Clock) -> Timer:
        base, why = started(clock, self.incident, self.period)
        if base is None or base > self.ended:
            return self._timer(clock, TimerState.NOT_SET, why)
        done = done_by(clock.name, self.incident, self.period, base)
        if done is not None and done.steady > self.ended:
            done = None
        due = base + clock.seconds
        allowed = due if clock.seconds else due + AT_ONCE_S
        over = self.incident.resolved if clock.name in ANEW else None
        if done is not None:
            state = TimerState.MET if done.steady <= allowed else TimerState.LATE
        elif min(self.ended, over.steady if over else self.ended) > allowed:
            state = TimerState.MISSED
        elif over is not None and over.steady <= self.ended:
            return self._timer(clock, TimerState.NOT_SET, "it was over before this was due")
        else:
            state = TimerState.REPLACED if self.former else TimerState.RUNNING
        return self._timer(clock, state, why, due=due, done=done)

    def _repeating(self, clock: Clock) -> Timer:
        base, why = started(clock, self.incident, self.period)
        if base is None or base > self.ended:
            return self._timer(clock, TimerState.NOT_SET, why)
        over = self.incident.resolved
        end = min(self.ended, over.steady) if over is not None else self.ended
        sent = [stamp for stamp in repeated_by(clock.name, self.incident) if base <= stamp.steady <= end]
        moments = [base, *(stamp.steady for stamp in sent)]
        pauses = [after - before for before, after in pairwise(moments)]
        lapses = sum(pause > clock.seconds for pause in pauses)
        due, last = moments[-1] + clock.seconds, sent[-1] if sent else None
        if end > due:
            lapses += 1
        ended = over is not None and over.steady <= self.ended
        if ended and not sent and not lapses:
            return self._timer(clock, TimerState.NOT_SET, "it was over before this was due")
        if ended:
            state = TimerState.LATE if lapses else TimerState.MET
        elif end > due:
            state = TimerState.MISSED
        else:
            state = TimerState.REPLACED if self.former else TimerState.RUNNING
        return self._timer(clock, state, why, due=due, done=last, lapses=lapses)

    def _timer(
        self,
        clock: Clock,
        state: TimerState,
        why: str,
        *,
        due: float | None = None,
        done: Stamp | None = None,
        lapses: int = 0,
    ) -> Timer:
        open_ = state in (TimerState.RUNNING, TimerState.MISSED)
        span = f"every {format_duration(clock.seconds)}" if clock.repeats else format_duration(clock.seconds)
        if clock.situation and not self.incident.situation:
            why = " · ".join(
                part for part in (unnamed_words(clock, self.policy, self.period.severity), why) if part
            )
        told = (span, clock.origin.says, why, f"{clock.origin.policy}, {clock.origin.section}")
        return Timer(
            name=clock.name,
            state=state,
            words=" · ".join(part for part in told if part),
            severity=self.period.severity,
            origin=clock.origin,
            seconds=clock.seconds,
            repeats=clock.repeats,
            due=None if due is None else self.incident.wall(due, self.host),
            done=None if done is None else done.at,
            left=due - self.moment if due is not None and open_ and not self.former else None,
            lapses=lapses,
            who=clock.who,
            former=self.former,
            doubt="; ".join(self.incident.doubts) if due is not None else "",
            after=None if due is None else due - self.incident.began.steady,
        )
