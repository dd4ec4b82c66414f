"""One of several, chosen in a line by arrows or by number."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from widgets.line import Line, Span, Tone
from widgets.lines import Lines

_NUMBERED = 9


class ChoiceLine(Lines, can_focus=True):
    """The chosen one stands out; the others are dim, as many lines as they need."""

    DEFAULT_CSS = """
    ChoiceLine { padding: 0 1; }
    ChoiceLine:focus { background: $background; }
    """
    BINDINGS = [
        Binding("left", "move(-1)", "Before", show=False),
        Binding("right", "move(1)", "Next", show=False),
        *(Binding(str(number), f"pick({number - 1})", show=False) for number in range(1, _NUMBERED + 1)),
    ]

    chosen: reactive[int] = reactive(0)
    """Which one, from 0."""

    class Chosen(Message):
        """Another one was chosen."""

        def __init__(self, line: ChoiceLine) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> ChoiceLine:
            """The line it was chosen in."""
            return self.line

    def __init__(self, choices: Sequence[str], chosen: int = 0, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.set_reactive(ChoiceLine.chosen, max(0, min(chosen, len(self.choices) - 1)))

    def build(self, width: int) -> Sequence[Line]:
        """The choices with their numbers, broken between two of them."""
        rows: list[list[Span]] = [[]]
        used = 0
        for place, words in enumerate(self.choices):
            pieces = self._choice(place, words)
            cells = sum(cell_len(piece.text) for piece in pieces)
            if used and used + cells > width:
                rows.append([])
                used = 0
            rows[-1] += pieces
            used += cells
        return tuple(tuple(row) for row in rows)

    def watch_chosen(self) -> None:
        """Show it, and tell."""
        self.refresh()
        self.post_message(self.Chosen(self))

    def action_move(self, step: int) -> None:
        """The next one, or the one before; it stops at the ends."""
        self.chosen = max(0, min(self.chosen + step, len(self.choices) - 1))

    def action_pick(self, place: int) -> None:
        """The one of that number."""
        if place < len(self.choices):
            self.chosen = place

    def on_click(self, event: events.Click) -> None:
        """Take the keys."""
        self.focus()

    def _choice(self, place: int, words: str) -> list[Span]:
        here = place == self.chosen
        number = f"{place + 1} " if place < _NUMBERED else ""
        mark = "▸" if here else " "
        tone: Tone = "accent" if here else "dim"
        return [Span(f"{mark}{number}", tone), Span(words, "strong" if here else "dim"), Span("  ")]
