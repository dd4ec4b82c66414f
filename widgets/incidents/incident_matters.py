"""What there is to an incident beside its timeline, each thing a row that can be acted on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.reactive import var

from data.incidents.room import Room
from data.models.message import NextWords
from data.models.timer import TimerState
from widgets.incidents.incident_clock import clock_details, clock_line, open_and_settled
from widgets.incidents.incident_head import calls_shown
from widgets.incidents.incident_signal import signal_details, signal_line
from widgets.incidents.incident_work import (
    call_row,
    letter_line,
    match_line,
    question_line,
    task_line,
    word_lines,
)
from widgets.line import Line, Span, line, wrap
from widgets.rows import Row, RowList

WHOLE = ("clocks", "deputy", "signals", "tasks", "questions", "words", "runbooks", "others")
"""Every section, in the order of what a commander must not miss."""
_SETTLED = 6


class Matters(RowList):
    """Sections of rows; which of them are shown is `sections`.

    The key of a row is its section and its id: ``tasks/2``.
    """

    room: var[Room | None] = var(None, init=False)
    """The incident and its surroundings."""
    next_words: tuple[NextWords, ...] = ()
    """What should be said next; set before `room`."""
    sections: var[tuple[str, ...]] = var(WHOLE, init=False)
    """What is shown."""
    unfolded: var[str | None] = var(None, init=False)
    """The key of the row that is shown whole."""

    def build(self, width: int) -> Sequence[Row]:
        """The sections, an empty line between them."""
        if self.room is None:
            return ()
        rows: list[Row] = []
        for section in self.sections:
            found = list(self._rows_of(section, self.room, width))
            if found and rows:
                rows.append(Row(f"gap {section}", ((),), selectable=False))
            rows += found
        return rows

    def _rows_of(self, section: str, room: Room, width: int) -> Iterator[Row]:
        if section == "words":
            return _words(room, self.next_words)
        return _SECTIONS[section](room, width, self.unfolded)

    def action_open(self) -> None:
        """Show a clock or a signal whole; say of anything else that it is wanted."""
        section = (self.cursor or "").partition("/")[0]
        if section in ("clocks", "signals"):
            self.unfolded = None if self.unfolded == self.cursor else self.cursor
        else:
            super().action_open()

    def watch_room(self) -> None:
        self.rebuild()

    def watch_sections(self) -> None:
        self.rebuild()

    def watch_unfolded(self) -> None:
        self.rebuild()
        self.show_cursor()


def _heading(key: str, title: str, words: str = "") -> Row:
    return Row(f"title {key}", (line(Span(title, "heading"), Span(f"  {words}", "dim")),), selectable=False)


def _clocks(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    waiting, settled = open_and_settled(room)
    late = sum(timer.state is TimerState.MISSED for timer in waiting)
    count = f"{late} late, {len(waiting) - late} to come"
    yield _heading("clocks", "clocks", f"{room.policy.id}, {room.incident.severity}: {count}")
    former = [timer for timer in room.former if timer.state is not TimerState.NOT_SET]
    for timer in [*waiting, *settled, *former]:
        key = f"clocks/{timer.key}"
        lines: list[Line] = [clock_line(timer, room)]
        if key == unfolded:
            lines += clock_details(timer, room, width)
        yield Row(key, tuple(lines))
    if room.not_set:
        names = ", ".join(timer.name for timer in room.not_set)
        yield Row("clocks not set", tuple(wrap(f"do not run: {names}", width, "dim", 2)), selectable=False)


def _deputy(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    tasks, questions = room.incident.tasks, room.incident.questions
    rows = (*(each.text for each in tasks), *(each.text for each in questions))
    calls = [call for call in calls_shown(room) if not call.words.endswith(rows)]
    if calls:
        yield _heading("deputy", "deputy", "what has no line of its own")
    for at, call in enumerate(calls):
        yield Row(f"deputy/{at}", (call_row(call),), selectable=False)


def _signals(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    declared = room.incident.declared
    when = f"┊ declared {declared.at.astimezone(room.zone):%H:%M}" if declared else ""
    if not room.signals:
        yield _heading("signals", "signals", "none is affected that the console knows of")
        return
    yield _heading("signals", "signals", when)
    for signal in room.signals:
        key = f"signals/{signal.source}/{signal.signal}/{signal.labels}"
        lines: list[Line] = [signal_line(signal, width, room.elapsed)]
        if key == unfolded:
            lines += signal_details(signal, width)
        yield Row(key, tuple(lines))


def _tasks(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    waiting = [task for task in room.incident.tasks if task.done is None]
    done = [task for task in room.incident.tasks if task.done is not None]
    yield _heading(
        "tasks", "tasks", f"{len(waiting)} open, {len(done)} done" if waiting or done else "none: t gives one"
    )
    for task in [*waiting, *reversed(done[-_SETTLED:])]:
        yield Row(f"tasks/{task.id}", (task_line(task, room, width),))


def _questions(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    waiting = [each for each in room.incident.questions if each.answered is None]
    answered = [each for each in room.incident.questions if each.answered is not None]
    if waiting or answered:
        yield _heading("questions", "questions", f"{len(waiting)} open, {len(answered)} answered")
    for each in [*waiting, *reversed(answered[-_SETTLED:])]:
        yield Row(f"questions/{each.id}", (question_line(each, room, width),))


def _words(room: Room, proposed: Sequence[NextWords]) -> Iterator[Row]:
    waiting = len(room.letters)
    yield _heading("words", "words", f"{waiting} not gone yet" if waiting else "nothing waits to leave")
    for at, text in enumerate(word_lines(room, proposed)):
        yield Row(f"words/{at}", (text,), selectable=at < max(1, len(proposed)))
    for pending in room.letters:
        yield Row(f"letters/{pending.letter.key}", (letter_line(pending),))


def _runbooks(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    seen = {match.runbook.id: match for match in reversed(room.matches)}
    if seen:
        yield _heading("runbooks", "runbooks", "whose signs hold now")
    for match in dict.fromkeys(match.runbook.id for match in room.matches):
        yield Row(f"runbooks/{match}", (match_line(seen[match]),))


def _others(room: Room, width: int, unfolded: str | None) -> Iterator[Row]:
    if room.others:
        yield _heading("others", "also open")
    for each in room.others:
        words = f"{each.severity} {each.id}  {each.title}"
        yield Row(f"others/{each.id}", (line(Span("! ", "warn"), Span(words)),))


_SECTIONS: dict[str, Callable[[Room, int, str | None], Iterator[Row]]] = {
    "clocks": _clocks,
    "deputy": _deputy,
    "signals": _signals,
    "tasks": _tasks,
    "questions": _questions,
    "runbooks": _runbooks,
    "others": _others,
}
