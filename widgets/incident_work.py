"""Tasks, questions and words of an incident as lines."""

from __future__ import annotations

from rich.cells import cell_len

from data.incidents.deputy import Call
from data.incidents.room import Pending, Room
from data.models.incident import Audience, Incident, Question, Stage, Task, Update
from data.models.letter import LetterState
from data.procedures.runbooks.symptoms import Match
from widgets.countdown import ahead, lasting, left_words
from widgets.incident_clock import short_name
from widgets.incident_head import call_tone
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
_NEXT = {
    Stage.INVESTIGATING: "we are investigating",
    Stage.MITIGATING: "the cause is known, we act on it",
    Stage.MONITORING: "a remedy is in place, we watch it",
    Stage.RESOLVED: "it is resolved",
    Stage.CLOSED: "it is resolved",
}


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


def word_lines(room: Room) -> list[Line]:
    """Which words are due next, what they would say, and the last ones that went out."""
    incident, timer = room.incident, room.next_word
    if timer is not None and timer.left is not None:
        tone: Tone = "fail" if timer.left <= 0 else "plain"
        due = line(
            Span("next  ", "dim"),
            Span(f"{short_name(timer)} {left_words(timer.left)}", tone),
            Span("  u", "accent"),
            Span(f' proposes "{_NEXT[incident.stage]}"', "dim"),
        )
    else:
        due = line(
            Span("next  ", "dim"),
            Span("no words are due", "dim"),
            Span("  u", "accent"),
            Span(" writes some", "dim"),
        )
    return [due, *(_last(update, room) for update in _latest(incident))]


def letter_line(pending: Pending) -> Line:
    """A letter that is not gone, and why."""
    state, tone = _STATES[pending.state]
    letter = pending.letter
    why = f": {pending.words}" if pending.words else ""
    return line(
        Span("✉ ", tone),
        Span(f"{letter.channel} "),
        Span(f"{state}{why}", tone),
        Span(f"  {letter.subject}", "dim"),
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
