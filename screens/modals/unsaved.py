"""Leaving while something is not on disk: says what would be lost, and offers to take it along."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from data.models.journal import JournalHealth
from screens.modals.width import WIDTH
from widgets.journal.entry_row import summary
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines

_SHOWN = 6


class Unsaved(ModalScreen[bool]):
    """What is not saved, and why; only `y` leaves it behind."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("y", "answer(True)", "Leave and lose it", id="unsaved.yes"),
        Binding("c", "copy", "Copy it", id="unsaved.copy"),
        Binding("n,escape,enter", "answer(False)", "Stay", id="unsaved.no"),
    ]

    def __init__(self, health: JournalHealth) -> None:
        super().__init__()
        self._health = health

    def compose(self) -> ComposeResult:
        """The words that would be lost, and the keys."""
        with Vertical(classes="dialog"):
            yield Lines(_told(self._health))

    def action_answer(self, answer: bool) -> None:
        """Leave, or stay."""
        self.dismiss(answer)

    def action_copy(self) -> None:
        """Put the words on the clipboard of the terminal (OSC 52)."""
        self.app.copy_to_clipboard(
            "\n".join(f"{entry.at} {summary(entry)}" for entry in self._health.unsaved)
        )
        self.app.notify("Copied, where the terminal allows it")


def _told(health: JournalHealth) -> list[Line]:
    count = len(health.unsaved)
    entries = "1 entry is" if count == 1 else f"{count} entries are"
    lines: list[Line] = [line(Span(f"{entries} not on disk", "fail")), ()]
    lines += wrap(f"{health.message}. {health.remedy}".rstrip(". "), WIDTH)
    lines += [(Span(f"  {summary(entry)}", "dim"),) for entry in health.unsaved[:_SHOWN]]
    if count > _SHOWN:
        lines.append(line(Span(f"  {count - _SHOWN} more", "dim")))
    keys = line(Span("y", "accent"), " leaves and loses it   ", Span("c", "accent"), " copies it   ")
    return [*lines, (), (*keys, Span("n", "accent"), Span(" stays (also enter and esc)"))]
