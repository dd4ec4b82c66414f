"""Asks yes or no; no is the default."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from widgets.line import Line, Span, line
from widgets.lines import Lines


class Confirm(ModalScreen[bool]):
    """What would be done, in words; only `y` does it."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape,enter", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, details: Sequence[Line] = ()) -> None:
        super().__init__()
        self._question = question
        self._details = tuple(details)

    def compose(self) -> ComposeResult:
        """Question, details, keys."""
        with Vertical(classes="dialog"):
            block = Lines()
            block.content = (
                line(Span(self._question, "strong")),
                *self._details,
                (),
                line(
                    Span("y", "accent"),
                    Span(" yes    ", "dim"),
                    Span("n", "accent"),
                    Span(" no (also enter and esc)", "dim"),
                ),
            )
            yield block

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)
