"""A ladder of public words chosen beside a policy, such as the one of PagerDuty's guide, as clocks.

Each rung with a time demands one more public word; one that repeats goes on from the last word, until
the next rung begins, which only says that the incident is a long one from now on. Rungs without a time
are an order of people, and no clocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from data.incidents.doing import repeated_by
from data.models.incident import Incident, Stamp
from data.models.practice import Ladder, Rung
from data.models.timer import Timer, TimerState
from data.quantity import format_duration


def ladder_clocks(incident: Incident, ladder: Ladder, now: datetime, host: str) -> tuple[Timer, ...]:
    """The clocks of a ladder at the moment `now` on the clock of `host`; none before the declaration."""
    if incident.declared is None:
        return ()
    climb = _Climb(incident, ladder, incident.declared, incident.steady(now, host), host)
    timers: list[Timer] = []
    for index, rung in enumerate(ladder.rungs):
        if rung.after is None:
            continue
        if rung.every is not None:
            later = ladder.rungs[index + 1] if index + 1 < len(ladder.rungs) else None
            timers.append(climb.repeating(index, rung.after, rung.every, rung, later))
            break
        timers.append(climb.single(index, rung.after, rung))
    return tuple(timers)


class _Climb:
    """How far an incident has come on a ladder."""

    def __init__(self, incident: Incident, ladder: Ladder, declared: Stamp, moment: float, host: str) -> None:
        over = incident.resolved
        self.incident = incident
        self.ladder = ladder
        self.base = declared.steady
        self.moment = max(moment, self.base)
        self.over = over is not None and over.steady <= self.moment
        self.end = min(self.moment, over.steady) if over is not None else self.moment
        self.host = host
        sent = repeated_by("public-update", incident)
        self.sent = [stamp for stamp in sent if self.base <= stamp.steady <= self.end]

    def single(self, index: int, after: float, rung: Rung) -> Timer:
        """One word that is demanded."""
        due = self.base + after
        done = self.sent[index] if len(self.sent) > index else None
        if done is not None:
            state = TimerState.MET if done.steady <= due else TimerState.LATE
        elif self.end > due:
            state = TimerState.MISSED
        else:
            state = TimerState.NOT_SET if self.over else TimerState.RUNNING
        return self._timer(rung, state, f"within {format_duration(after)}", due, done)

    def repeating(self, index: int, after: float, every: float, rung: Rung, later: Rung | None) -> Timer:
        """One word after another, until the incident is a long one."""
        until = self.base + later.after if later is not None and later.after is not None else None
        own: Sequence[Stamp] = self.sent[index:]
        due = own[-1].steady + every if own else self.base + after
        end = min(self.end, until) if until is not None else self.end
        moments = [stamp.steady for stamp in own if stamp.steady <= end]
        lapses = sum(second - first > every for first, second in pairwise(moments)) + (end > due)
        lapses += bool(moments) and moments[0] > self.base + after
        done, span = own[-1] if own else None, f"every {format_duration(every)}"
        if until is not None and self.moment >= until and later is not None and not self.over:
            return self._timer(rung, TimerState.NOT_SET, later.what, None, done, lapses=lapses, repeats=True)
        if self.over and not own and not lapses:
            state = TimerState.NOT_SET
        elif self.over:
            state = TimerState.LATE if lapses else TimerState.MET
        else:
            state = TimerState.MISSED if end > due else TimerState.RUNNING
        return self._timer(rung, state, span, due, done, lapses=lapses, repeats=True)

    def _timer(
        self,
        rung: Rung,
        state: TimerState,
        span: str,
        due: float | None,
        done: Stamp | None,
        *,
        lapses: int = 0,
        repeats: bool = False,
    ) -> Timer:
        origin = self.ladder.origin
        open_ = due is not None and state in (TimerState.RUNNING, TimerState.MISSED)
        return Timer(
            name=rung.what,
            state=state,
            words=f"{span} · {origin.policy}, {origin.section}",
            severity=self.incident.severity,
            origin=origin,
            seconds=rung.every or rung.after or 0.0,
            repeats=repeats,
            due=None if due is None else self.incident.wall(due, self.host),
            done=None if done is None else done.at,
            left=due - self.moment if due is not None and open_ else None,
            lapses=lapses,
            who=rung.who,
            doubt="; ".join(self.incident.doubts),
            after=None if due is None else due - self.incident.began.steady,
        )
