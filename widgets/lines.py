"""A still block of lines: sentences, banners, details."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from widgets.line import Line, clip
from widgets.tones import Toned, tone_style


class Lines(Toned):
    """Shows `content`, as many lines as it has; subclasses may build it anew at each width."""

    DEFAULT_CSS = "Lines { height: auto; width: 1fr; }"

    content: reactive[tuple[Line, ...]] = reactive((), layout=False)
    """The lines that are shown."""

    def __init__(
        self, content: Iterable[Line] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Lines.content, tuple(content))

    def build(self, width: int) -> Sequence[Line]:
        """The lines at a width."""
        return self.content

    def watch_content(self, old: tuple[Line, ...], new: tuple[Line, ...]) -> None:
        """Lay out anew only when the number of lines changes."""
        self.refresh(layout=len(old) != len(new))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self.build(width))

    def render_line(self, y: int) -> Strip:
        """One line in its tones."""
        width = self.size.width
        rows = self.build(width)
        base = self.rich_style
        if y >= len(rows):
            return Strip.blank(width, base)
        segments = [
            Segment(piece.text, base + tone_style(self, piece.tone)) for piece in clip(rows[y], width)
        ]
        return Strip(segments).adjust_cell_length(width, base)
