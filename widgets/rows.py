"""A list of rows with a cursor, drawn line by line and repainted only where it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.line import Line, clip
from widgets.tones import Toned, tone_style

OPENS = Binding("enter", "open", "Open", id="rows.open", tooltip="Open what the cursor is on")
"""For lists whose line of keys has room to say so."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in the list: its lines, and whether the cursor may stand on it."""

    key: str
    lines: tuple[Line, ...]
    selectable: bool = True


def below(rows: ScrollView) -> int:
    """How many lines there are below what is seen."""
    return max(0, rows.virtual_size.height - rows.size.height - rows.scroll_offset.y)


class RowList(ScrollView, Toned, can_focus=True):
    """Shows rows; subclasses say in `build` how their value looks at a given width.

    The cursor stays on the same key while rows come and go around it.
    """

    BINDINGS = [
        Binding("up,k", "move(-1)", "Up", show=False, id="rows.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="rows.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="rows.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="rows.page-down"),
        Binding("home", "edge(-1)", "First", show=False, id="rows.first"),
        Binding("end", "edge(1)", "Last", show=False, id="rows.last"),
        Binding("enter", "open", "Open", show=False, id="rows.open", tooltip="Open what the cursor is on"),
    ]
    COMPONENT_CLASSES = {"rows--cursor", "rows--cursor-blurred"}
    DEFAULT_CSS = """
    RowList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden;
      & > .rows--cursor { background: $cursor-row; }
      & > .rows--cursor-blurred { background: $cursor-row-blurred; }
      &:nocolor > .rows--cursor { text-style: reverse; }
      &:nocolor > .rows--cursor-blurred { text-style: underline; }
    }
    """

    cursor: var[str | None] = var(None, init=False)
    """The key of the row that the cursor is on."""

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, key: str | None) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RowList:
            """The list it happened in."""
            return self.rows

    class Opened(Moved):
        """Enter or a click on the row under the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Row, ...] = ()
        self._lines: list[tuple[int, Line]] = []
        self._starts: list[int] = []
        self._strips: dict[tuple[int, bool, bool], Strip] = {}

    def build(self, width: int) -> Sequence[Row]:
        """The rows at a width; subclasses answer from their own value."""
        return self._rows

    @property
    def row_keys(self) -> list[str]:
        """The keys of the rows that the cursor may stand on."""
        return [row.key for row in self._rows if row.selectable]

    def rebuild(self) -> None:
        """Build anew and repaint what differs."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        rows = tuple(self.build(width))
        before, self._rows = self._lines, rows
        self._lines, self._starts = [], []
        for index, row in enumerate(rows):
            self._starts.append(len(self._lines))
            self._lines.extend((index, text) for text in row.lines)
        if self.virtual_size != Size(width, len(self._lines)):
            self.virtual_size = Size(width, len(self._lines))
        self._settle_cursor()
        self._repaint(before)

    def _repaint(self, before: list[tuple[int, Line]]) -> None:
        if len(before) != len(self._lines):
            self._strips.clear()
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if old != new:
                self._forget(y)

    def _forget(self, y: int) -> None:
        for key in [(y, False, False), (y, True, False), (y, True, True)]:
            self._strips.pop(key, None)
        self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def _settle_cursor(self) -> None:
        keys = self.row_keys
        if self.cursor not in keys:
            self.cursor = keys[0] if keys else None

    def _index_of(self, key: str | None) -> int | None:
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def watch_cursor(self, old: str | None, new: str | None) -> None:
        """Repaint the two rows and keep the new one in sight."""
        for key in (old, new):
            if (index := self._index_of(key)) is not None and index < len(self._starts):
                start = self._starts[index]
                for y in range(start, start + len(self._rows[index].lines)):
                    self._forget(y)
        self.show_cursor()
        self.post_message(self.Moved(self, new))

    def show_cursor(self) -> None:
        """Scroll so that the row under the cursor is whole in sight."""
        index = self._index_of(self.cursor)
        if index is None or index >= len(self._starts):
            return
        region = Region(0, self._starts[index], self.size.width, len(self._rows[index].lines))
        self.scroll_to_region(region, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Move the cursor by rows."""
        keys = self.row_keys
        if keys:
            at = keys.index(self.cursor) if self.cursor in keys else 0
            self.cursor = keys[max(0, min(len(keys) - 1, at + step))]

    def action_page(self, step: int) -> None:
        """Move the cursor by what fits the view."""
        self.action_move(step * max(1, self.size.height - 2))

    def action_edge(self, step: int) -> None:
        """Move the cursor to the first or the last row."""
        self.action_move(step * len(self._rows))

    def action_open(self) -> None:
        """Say that the row under the cursor is wanted."""
        if self.cursor is not None:
            self.post_message(self.Opened(self, self.cursor))

    def on_resize(self) -> None:
        self._strips.clear()
        self.rebuild()
        self.show_cursor()

    @on(events.Focus)
    @on(events.Blur)
    def _draw_anew(self) -> None:
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget drawn lines when the theme changes."""
        self._strips.clear()
        super().notify_style_update()

    def on_click(self, event: events.Click) -> None:
        """The first click on a row moves the cursor there, one on the cursor opens it."""
        y = event.y + self.scroll_offset.y
        if y >= len(self._lines):
            return
        row = self._rows[self._lines[y][0]]
        if not row.selectable:
            return
        if row.key == self.cursor:
            self.action_open()
        else:
            self.cursor = row.key

    def render_line(self, y: int) -> Strip:
        """One line of the view, from the cache where it stands there."""
        y += self.scroll_offset.y
        width = self.scrollable_content_region.width
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        index, text = self._lines[y]
        here = self._rows[index].key == self.cursor
        key = (y, here, here and self.has_focus)
        if key not in self._strips:
            self._strips[key] = self._draw(text, width, here)
        return self._strips[key]

    def _draw(self, text: Line, width: int, here: bool) -> Strip:
        base = self.rich_style
        if here:
            name = "rows--cursor" if self.has_focus else "rows--cursor-blurred"
            base += self.get_component_rich_style(name, partial=True)
        segments = [Segment(piece.text, base + tone_style(self, piece.tone)) for piece in clip(text, width)]
        return Strip(segments).adjust_cell_length(width, base)
