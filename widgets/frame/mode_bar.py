"""The screens and their number keys, in one line that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive

from widgets.line import Line, Span
from widgets.lines import Lines

_GAP = 3
_LEAST = 3
"""Cells that a title keeps at the narrowest."""
_SHORT = {
    "Performance": "Perf",
    "Security": "Secur",
    "Business": "Biz",
    "Checklists": "Lists",
    "Runbooks": "Books",
    "Journal": "Log",
}
"""What long titles are called where there is no room for them."""
_TELLING = 7
"""Cells from which one can be spared to say that a title was cut."""


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
        gap, titles = shown_titles([title for _, _, title in self.modes], width)
        pieces: list[Span] = []
        for (mode, key, _), title in zip(self.modes, titles, strict=True):
            here = mode == self.current
            pieces += [Span(key, "accent"), Span(f" {title}", "strong" if here else "dim"), Span(" " * gap)]
        return (tuple(pieces[:-1]),)

    def on_click(self, event: events.Click) -> None:
        """Open the screen whose name was clicked."""
        gap, titles = shown_titles([title for _, _, title in self.modes], self.size.width)
        at = 1
        for (mode, key, _), title in zip(self.modes, titles, strict=True):
            end = at + cell_len(f"{key} {title}") + gap
            if at <= event.x < end:
                self.post_message(self.Chosen(mode))
            at = end


def shown_titles(titles: Sequence[str], width: int) -> tuple[int, list[str]]:
    """The gap between titles and the titles themselves: shorter ones, or cut so far that all fit."""
    short = [_SHORT.get(title, title) for title in titles]
    for gap, tried in ((_GAP, titles), (1, titles), (1, short)):
        if sum(cell_len(title) + 2 + gap for title in tried) - gap <= width:
            return gap, list(tried)
    longest = max((cell_len(title) for title in short), default=0)
    for most in range(longest - 1, _LEAST - 1, -1):
        cut = [title if cell_len(title) <= most else _cut(title, most) for title in short]
        if sum(cell_len(title) + 3 for title in cut) - 1 <= width:
            return 1, cut
    return 1, [title[:_LEAST] for title in short]


def _cut(title: str, most: int) -> str:
    """The beginning of a title; where only a few letters fit, all of them are the title's own."""
    return title[:most] if most < _TELLING else f"{title[: most - 1]}…"
