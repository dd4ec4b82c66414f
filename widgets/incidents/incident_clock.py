"""One clock of an incident as a line: its state, how much is left of how much, and whom it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.incidents.doing import AFTER
from data.incidents.people import callees
from data.incidents.room import Room
from data.models.timer import Timer, TimerState
from data.quantity import format_duration
from widgets.countdown import LAST_S, left_words, precise, took
from widgets.line import Line, Span, Tone, fit, line, width_of, wrap

_NAME, _LEFT = 18, 15
_END = re.compile(r"[:,]")
_SOON = 0.2
"""The share of its time in which a clock begins to warn."""
_MARKS: dict[TimerState, Span] = {
    TimerState.MET: Span("✓", "pass"),
    TimerState.LATE: Span("!", "warn"),
    TimerState.MISSED: Span("✗", "fail"),
    TimerState.NOT_SET: Span("·", "dim"),
    TimerState.REPLACED: Span("·", "dim"),
}


def clock_line(timer: Timer, room: Room) -> Line:
    """``! escalate  in 2:50  of 30 min  CTO Ann Lee +44…``."""
    tone = clock_tone(timer)
    mark = _MARKS.get(timer.state, Span("!" if tone == "warn" else "·", tone))
    told: Tone = "plain" if tone in ("fail", "warn") and timer.left is not None else "dim"
    short = short_name(timer)
    called = short if not timer.former else f"{short} ({timer.severity})"
    return line(
        mark,
        Span(" "),
        Span(fit(called, _NAME), told),
        Span(" "),
        Span(fit(clock_words(timer, over=room.incident.stage.over), _LEFT), tone),
        Span(" "),
        Span(_of(timer), "dim"),
        Span(_whom(timer, room), told),
    )


def short_name(timer: Timer) -> str:
    """A clock's name; of a ladder's rung, which is a sentence, its beginning."""
    return _END.split(timer.name, maxsplit=1)[0]


def clock_tone(timer: Timer) -> Tone:
    """How loud it is."""
    if timer.state is TimerState.MISSED:
        return "fail"
    if timer.state is TimerState.LATE:
        return "warn"
    if timer.state is TimerState.RUNNING and timer.left is not None:
        return "warn" if timer.left <= max(LAST_S / 2, min(3600.0, timer.seconds * _SOON)) else "plain"
    return "dim"


def clock_words(timer: Timer, *, over: bool = False) -> str:
    """Where it stands in two words; once all is `over`, what was missed grows no later."""
    spent = took(timer)
    if over and timer.state is TimerState.MISSED and timer.name not in AFTER:
        return "missed"
    match timer.state:
        case TimerState.RUNNING | TimerState.MISSED if timer.left is not None:
            return (
                "due now" if timer.state is TimerState.RUNNING and timer.left <= 0 else left_words(timer.left)
            )
        case TimerState.MET:
            return "kept" if spent is None else precise(spent)
        case TimerState.LATE if spent is None:
            return f"{timer.lapses} late"
        case TimerState.LATE:
            return f"took {precise(spent or 0.0)}"
    return timer.state.value


def open_and_settled(room: Room) -> tuple[list[Timer], list[Timer]]:
    """The clocks that still demand something, the most pressing first, and those that are done with."""
    clocks = room.clocks
    running = (TimerState.RUNNING, TimerState.MISSED)
    return [each for each in clocks if each.state in running], [
        each for each in clocks if each.state not in running
    ]


def clock_block(room: Room, width: int, most: int) -> tuple[Line, ...]:
    """The most pressing clocks, one a line, and all others in a last one."""
    waiting, settled = open_and_settled(room)
    lines = [clock_line(each, room) for each in waiting[:most]]
    rest: list[Line] = [
        *(_brief(each) for each in waiting[most:]),
        *(_brief(each) for each in settled),
    ]
    if not lines and not rest:
        return (line(Span(f"  {room.policy.id} sets no clock for this severity", "dim")),)
    return (*lines, _joined(rest, width)) if rest else tuple(lines)


def clock_details(timer: Timer, room: Room, width: int) -> list[Line]:
    """Where a demand comes from, when it is due, and whom to tell."""
    told = [timer.words]
    if timer.due is not None:
        told.append(f"due {timer.due.astimezone(room.zone):%a %H:%M:%S}")
    if timer.done is not None:
        told.append(f"done {timer.done.astimezone(room.zone):%a %H:%M:%S}")
    if timer.lapses:
        told.append(f"{timer.lapses} pause{'' if timer.lapses == 1 else 's'} too long")
    if timer.doubt:
        told.append(f"in doubt: {timer.doubt}")
    told += [callee.words for callee in callees(timer.who, room.contacts)]
    return [each for words in told for each in wrap(words, width, "dim", 4)]


def _of(timer: Timer) -> str:
    if timer.repeats:
        return f"every {format_duration(timer.seconds)}"
    return "at once" if not timer.seconds else f"of {format_duration(timer.seconds)}"


def _whom(timer: Timer, room: Room) -> str:
    if timer.left is None:
        return ""
    called = callees(timer.who, room.contacts)
    named = ", ".join(each.words if each.name else each.role for each in called)
    return f" → {named}" if named else ""


def _brief(timer: Timer) -> Line:
    mark = _MARKS.get(timer.state, Span("·", "dim"))
    if timer.state is TimerState.MET and took(timer) is not None:
        words = f"{short_name(timer)} {clock_words(timer)} {_of(timer)}"
    else:
        words = f"{short_name(timer)} {clock_words(timer)}"
    return line(mark, Span(f" {words}", "dim"))


def _joined(parts: Sequence[Line], width: int) -> Line:
    """As many as fit, and how many there are beside them."""
    kept: list[Span] = []
    for at, part in enumerate(parts):
        left = len(parts) - at
        more = f"   {left} more" if left > 1 else ""
        if kept and width_of(kept) + 3 + width_of(part) + len(more) > width:
            return (*kept, Span(f"   {left} more", "dim"))
        kept += [*([Span("   ")] if kept else []), *part]
    return tuple(kept)
