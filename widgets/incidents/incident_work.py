"""Tasks, questions and words of an incident as lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from data.incidents.deputy import Call
from data.incidents.room import Pending, Room
from data.models.incident import Audience, Incident, Question, Task, Update
from data.models.letter import LetterState
from data.models.message import NextWords
from data.procedures.runbooks.symptoms import Match
from data.safe import safe
from widgets.countdown import LAST_S, ahead, lasting, left_words
from widgets.incidents.incident_head import call_tone
from widgets.line import Line, Span, Tone, fit, line
from widgets.moment import clock_time

_OWNER = 10
_STATES: dict[LetterState, tuple[str, Tone]] = {
    LetterState.WAITING: ("waits", "warn"),
    LetterState.IN_DOUBT: ("in doubt", "fail"),
    LetterState.REFUSED: ("refused", "fail"),
    LetterState.SENT: ("sent", "dim"),
    LetterState.DROPPED: ("dropped", "dim"),
}
_PROPOSED = 3


def task_line(task: Task, room: Room, width: int) -> Line:
    """Whose it is, what it is, and what is left of its time."""
    words, tone = task_state(task, room)
    mark = _task_mark(task, tone)
    room_for = width - 2 - len(task.id) - 1 - _OWNER - 1 - cell_len(words) - 2
    told: Tone = "dim" if task.done else "plain"
    return line(
        mark,
        Span(f" {task.id} ", "dim"),
        Span(fit(task.owner or "nobody", _OWNER) + " ", told if task.owner else "fail"),
        Span(fit(task.text, max(8, room_for)) + "  ", told),
        Span(words, tone),
    )


def task_state(task: Task, room: Room) -> tuple[str, Tone]:
    """What is left of a task's time or how far it is over; whether it is taken where it has none."""
    if task.done is not None:
        return f"done {clock_time(task.done.at, room.now, room.zone)}", "dim"
    taken = "" if task.acknowledged else ", not taken"
    if task.box:
        left = task.stamp.steady + task.box - room.incident.steady(room.now, room.host)
        if left <= 0:
            return f"{ahead(-left)} over{taken}", "fail"
        return f"{ahead(left)} left{taken}", "warn" if taken or left < 120 else "plain"
    return ("taken", "dim") if task.acknowledged else ("not taken", "warn")


def question_line(question: Question, room: Room, width: int) -> Line:
    """What must be found out, and since when."""
    if question.answered is not None:
        return line(
            Span("=", "dim"),
            Span(f" {question.id} ", "dim"),
            Span(f"{question.text} — {question.answer}", "dim"),
        )
    open_for = room.incident.steady(room.now, room.host) - question.stamp.steady
    words = f"open {lasting(open_for)}"
    return line(
        Span("?", "warn"),
        Span(f" {question.id} ", "dim"),
        Span(fit(question.text, max(8, width - 6 - len(question.id) - len(words))) + "  "),
        Span(words, "dim"),
    )


def call_row(call: Call) -> Line:
    """One thing that the deputy says."""
    tone = call_tone(call)
    return line(Span("! ", tone), Span(call.words, tone))


def word_lines(room: Room, proposed: Sequence[NextWords]) -> list[Line]:
    """Which words should be said next and why, the most urgent first, and the last ones that went out."""
    lines = [_next(each) for each in proposed[:_PROPOSED]]
    if not lines:
        words = Span("nothing need be said now", "dim")
        lines = [line(Span("next  ", "dim"), words, Span("  u", "accent"), Span(" writes something", "dim"))]
    return [*lines, *(_last(update, room) for update in _latest(room.incident))]


def _next(proposed: NextWords) -> Line:
    left, template = proposed.left, proposed.template
    tone: Tone = "plain" if left is None or left > LAST_S else "warn" if left > 0 else "fail"
    when = f" {left_words(left)}" if left is not None else ""
    return line(
        Span("next  ", "dim"),
        Span(f"{template.audience.value}{when}", tone),
        Span("  u ", "accent"),
        Span(template.title),
        Span(f"  {proposed.why}", "dim"),
    )


def letter_line(pending: Pending) -> Line:
    """A letter that is not gone, and why."""
    state, tone = _STATES[pending.state]
    letter = pending.letter
    why = f": {safe(pending.words)}" if pending.words else ""
    return line(
        Span("✉ ", tone),
        Span(f"{safe(letter.channel)} "),
        Span(f"{state}{why}", tone),
        Span(f"  {safe(letter.subject)}", "dim"),
    )


def match_line(match: Match) -> Line:
    """A runbook whose signs hold, and which of them."""
    why = f"  {match.source}: {match.symptom.words}"
    return line(Span("▶ ", "accent"), Span(match.runbook.title), Span(why, "dim"))


def _task_mark(task: Task, tone: Tone) -> Span:
    if task.done is not None:
        return Span("✓", "pass")
    if tone == "fail":
        return Span("!", "fail")
    return Span("▸", "accent") if task.acknowledged else Span("?", "warn")


def _latest(incident: Incident) -> list[Update]:
    """The last public words and the last ones for the team, the newest first."""
    found = [
        next((each for each in reversed(incident.updates) if each.audience is audience), None)
        for audience in (Audience.PUBLIC, Audience.INTERNAL)
    ]
    return sorted((each for each in found if each is not None), key=lambda each: -each.stamp.steady)


def _last(update: Update, room: Room) -> Line:
    since = lasting(room.incident.steady(room.now, room.host) - update.stamp.steady)
    return line(
        Span("last  ", "dim"),
        Span(f"{update.audience.value} {since} ago: ", "dim"),
        Span(update.text or "(no words)"),
    )
