"""A line to type a filter on; there only while it is wanted."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Input

from widgets.quiet_input import QuietInput


class FilterBox(QuietInput):
    """Tells its words as they are typed; enter keeps them, escape drops them."""

    DEFAULT_CSS = """
    FilterBox { height: 1; border: none; padding: 0 1; background: $panel; display: none; }
    FilterBox:focus { border: none; }
    FilterBox.-open { display: block; }
    """

    class Filtered(Message):
        """The words are others now; `done` when the typing is over."""

        def __init__(self, words: str, *, done: bool = False) -> None:
            super().__init__()
            self.words = words
            self.done = done

    def open(self) -> None:
        """Show the line and type on it."""
        self.add_class("-open")
        self.focus()

    def drop(self) -> None:
        """No filter any more."""
        self.remove_class("-open")
        self.value = ""
        self.post_message(self.Filtered("", done=True))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        event.stop()
        self.post_message(self.Filtered(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the words and give the keys back to the list."""
        event.stop()
        self.set_class(bool(event.value), "-open")
        self.post_message(self.Filtered(event.value, done=True))

    def key_escape(self) -> None:
        """Drop the filter."""
        self.drop()
