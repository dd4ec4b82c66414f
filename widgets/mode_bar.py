"""The screens and their number keys, in one line that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive

from widgets.line import Line, Span
from widgets.lines import Lines


class ModeBar(Lines):
    """Shows which screen is open, and the keys of the others."""

    DEFAULT_CSS = "ModeBar { height: 1; padding: 0 1; }"

    modes: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """(mode, key, title) of each screen."""
    current: reactive[str] = reactive("")
    """The mode that is open."""

    class Chosen(Message):
        """A screen's name was clicked."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def build(self, width: int) -> Sequence[Line]:
        """The line of keys and titles."""
        pieces: list[Span] = []
        for mode, key, title in self.modes:
            here = mode == self.current
            pieces += [
                Span(key, "accent"),
                Span(f" {title}", "strong" if here else "dim"),
                Span("   "),
            ]
        return (tuple(pieces),)

    def on_click(self, event: events.Click) -> None:
        """Open the screen whose name was clicked."""
        at = 1
        for mode, key, title in self.modes:
            end = at + cell_len(f"{key} {title}   ")
            if at <= event.x < end:
                self.post_message(self.Chosen(mode))
            at = end
