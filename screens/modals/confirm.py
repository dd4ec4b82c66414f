"""Asks before something is changed: it names what and where, and the default is no."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from screens.modals.width import WIDTH
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines


class Confirm(ModalScreen[bool]):
    """A question with its target; only `y` is yes."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape,enter,q", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, details: Sequence[str], does: str) -> None:
        """`does` says in a few words what yes does."""
        super().__init__()
        self._question = question
        self._details = tuple(details)
        self._does = does

    def compose(self) -> ComposeResult:
        """Question, details, keys."""
        lines: list[Line] = [*wrap(self._question, WIDTH, "strong"), ()]
        for detail in self._details:
            lines += wrap(detail, WIDTH)
        keys = line(Span("y ", "accent"), Span(self._does), Span("   n, enter or esc: no", "dim"))
        with Vertical(classes="dialog"):
            yield Lines((*lines, (), keys))

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
