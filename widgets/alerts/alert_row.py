"""One alert or silence as one row: sign, name, what it says, who has it, since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from data.alerts.case import Case, Standing
from data.alerts.clock import span, waiting_words
from data.alerts.desk import Kept
from data.alerts.grouping import Group
from data.models.alert import Gravity
from data.models.verdict import Verdict
from widgets.line import Line, Span, Tone, fit
from widgets.moment import clock_time, end_time
from widgets.sign import TONE_OF, sign

_ANSWER, _SINCE = 24, 7
_SIGNS: dict[Gravity, Span] = {
    Gravity.HIGH: Span("✗", "fail"),
    Gravity.MEDIUM: Span("!", "warn"),
    Gravity.LOW: Span("·"),
}
_LATE = Span("›", "fail")


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the name may be, and what it says: 0 where there is no room for that."""

    name: int
    summary: int

    @classmethod
    def at(cls, width: int) -> Columns:
        """The columns of a width."""
        room = max(16, width - 3 - _ANSWER - 1 - _SINCE)
        name = room if room < 52 else max(28, room * 2 // 5)
        return cls(name, room - name)

    def heading(self) -> Line:
        """The line above the rows."""
        text = "   " + fit("alert", self.name) + (fit("says", self.summary) if self.summary else "")
        return (Span(text + fit("answer", _ANSWER) + " " + fit("since", _SINCE), "dim"),)


def alert_line(case: Case, columns: Columns, now: datetime, zone: ZoneInfo) -> Line:
    """The row of a case."""
    tone: Tone = "plain" if case.waits else "dim"
    first = alert_sign(case) if case.waits or case.old else alert_sign(case)._replace(tone="dim")
    name = f"{case.title} · {case.group}" if case.group and not case.own else case.title
    pieces = [
        first,
        _LATE if case.overdue(now) else Span(" "),
        Span(" "),
        Span(fit(name, columns.name - 1) + " ", tone),
    ]
    if columns.summary:
        pieces.append(Span(fit(case.summary, columns.summary - 1) + " ", "dim"))
    words, how = answer_words(case, now, zone)
    return (
        *pieces,
        Span(fit(words, _ANSWER), how),
        Span(" " + fit(clock_time(case.since, now, zone), _SINCE), "dim"),
    )


def alert_sign(case: Case) -> Span:
    """How grave it is; the console's own verdicts keep their own signs."""
    if case.own or case.verdict is Verdict.STALE:
        return sign(case.verdict)
    return _SIGNS[case.gravity]


def answer_words(case: Case, now: datetime, zone: ZoneInfo) -> tuple[str, Tone]:
    """Who has it, or how long it waits, and how loud to say so."""
    match case.standing:
        case Standing.UNANSWERED:
            late: Tone = "fail" if case.overdue(now) else "plain"
            return waiting_words(case, now), late
        case Standing.ACKNOWLEDGED:
            held = case.answered
            since = f" {clock_time(held.at, now, zone)}" if held else ""
            return f"{held.by if held else 'somebody'}{since}", "accent"
        case Standing.SILENCED:
            return _until(case, now, zone)
        case Standing.INHIBITED:
            return "held back by others", "dim"


def silence_line(kept: Kept, columns: Columns, now: datetime, zone: ZoneInfo) -> Line:
    """The row of a silence."""
    silence = kept.silence
    soon = kept.ends_soon(now)
    mark = Span("!", TONE_OF[Verdict.WARN]) if soon else Span("z", "dim")
    covers = f"{len(kept.covers)} alert{'' if len(kept.covers) == 1 else 's'}"
    pieces = [mark, Span("  "), Span(fit(silence.title, columns.name - 1) + " ", "dim")]
    if columns.summary:
        words = f"{silence.created_by}: {silence.comment} ({covers})"
        pieces.append(Span(fit(words, columns.summary - 1) + " ", "dim"))
    words, tone = end_words(kept, now, zone)
    return (
        *pieces,
        Span(fit(words, _ANSWER), tone),
        Span(" " + fit(clock_time(silence.starts, now, zone), _SINCE), "dim"),
    )


def end_words(kept: Kept, now: datetime, zone: ZoneInfo) -> tuple[str, Tone]:
    """When a silence ends, or begins."""
    silence = kept.silence
    if silence.state == "pending":
        return f"begins {clock_time(silence.starts, now, zone)}", "dim"
    if silence.ends is None:
        return "without an end", "warn"
    if kept.ends_soon(now):
        return f"ends in {span((silence.ends - now).total_seconds())}  e extends", "warn"
    return f"until {end_time(silence.ends, now, zone)}", "dim"


def group_line(group: Group, now: datetime, *, apart: bool) -> tuple[Line, ...]:
    """The heading of a group, with what waits in it; `apart` puts an empty line above."""
    waiting = group.waiting
    words = f"  {len(group.cases)}"
    if waiting and len(waiting) < len(group.cases):
        words = f"  {len(waiting)} of {len(group.cases)} unanswered"
    oldest = min((case.since for case in waiting if case.since), default=None)
    if oldest is not None:
        words += f", oldest {span((now - oldest).total_seconds() // 60 * 60)}"
    heading = (Span(f"   {group.title}", "heading"), Span(words, "dim"))
    return ((), heading) if apart else (heading,)


def _until(case: Case, now: datetime, zone: ZoneInfo) -> tuple[str, Tone]:
    ends = [silence.ends for silence in case.silences if silence.ends]
    if not ends:
        return ("maintenance" if case.own else "silenced"), "dim"
    last = max(ends)
    left = (last - now).total_seconds()
    if left <= 600:
        return f"silence ends in {span(left)}", "warn"
    until = f"until {end_time(last, now, zone)}"
    return f"silenced {until}" if len(f"silenced {until}") <= _ANSWER else until, "dim"
