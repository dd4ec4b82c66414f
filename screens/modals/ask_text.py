"""Asks for one line of text; what is typed is told as it is typed, so that it can be kept."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from screens.modals.width import WIDTH
from widgets.line import Span, line, wrap
from widgets.lines import Lines
from widgets.quiet_input import QuietInput


class AskText(ModalScreen[str | None]):
    """A question, a line to type on; escape gives None."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape", "give_up", "Leave it", id="ask.leave")]

    class Typed(Message):
        """The text so far, with the `place` (a run) and the `key` that it is to be kept by."""

        def __init__(self, place: str, key: str, text: str) -> None:
            super().__init__()
            self.place = place
            self.key = key
            self.text = text

    def __init__(
        self,
        question: str,
        *,
        place: str,
        key: str,
        hint: str = "",
        initial: str = "",
        required: bool = True,
        refusal: Callable[[str], str] = lambda text: "",
    ) -> None:
        """`refusal` says why a text is not taken; empty where it is."""
        super().__init__()
        self._refusal = refusal
        self._question = question
        self._place = place
        self._key = key
        self._hint = hint
        self._initial = initial
        self._latest = initial
        self._required = required

    def compose(self) -> ComposeResult:
        """Question, hint, line."""
        with Vertical(classes="dialog"):
            yield Lines(wrap(self._question, WIDTH, "strong"))
            yield QuietInput(value=self._initial, max_length=2000, select_on_focus=False)
            words = self._hint or "enter saves, esc leaves; what is typed is kept"
            yield Lines(wrap(words, WIDTH, "dim"), id="hint")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let what is typed be kept."""
        event.stop()
        if event.value != self._latest:
            self._latest = event.value
            self.post_message(self.Typed(self._place, self._key, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the text, unless it is wanted and missing."""
        event.stop()
        text = event.value.strip()
        if self._required and not text:
            self.query_one("#hint", Lines).content = (line(Span("A few words are needed here.", "warn")),)
            return
        words = self._refusal(text)
        if words:
            self.query_one("#hint", Lines).content = tuple(wrap(f"Not so: {words}", WIDTH, "warn"))
            return
        self.dismiss(text)

    def action_give_up(self) -> None:
        """Leave without saving; the draft stays."""
        self.dismiss(None)
