"""Turns the compositor's updates into the fewest bytes that make the terminal show them.

Textual sends whole strips again, and whole lines of a widget when one cell of it changed. Over a
slow line that is most of the traffic, so here only cells that differ from what stands on the
terminal are sent, from the pen and the place that the last frame left behind.
"""

from __future__ import annotations

from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from console.terminal.cell import Cell, CellMaker
from console.terminal.environment import Ability
from console.terminal.pen import Pen, PenBox, change
from console.terminal.shadow import Shadow

_SYNC_FROM = 200
"""Frames of fewer bytes reach the terminal in one piece anyway."""


class Painter:
    """Knows the terminal's cells, pen and cursor; says what to send."""

    def __init__(self, ability: Ability) -> None:
        self._maker = CellMaker(PenBox(ability.colours, links=ability.extras), ability.ascii_only)
        self._shadow = Shadow(0, 0)
        self._placed: list[dict[int, tuple[Strip, list[Cell]]]] = []
        self._pen: Pen | None = None
        self._at: tuple[int, int] | None = None
        self.synchronized = False
        """Whether the terminal can be told to show a frame only when it is whole."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is painted."""
        return self._shadow.width, self._shadow.height

    def forget(self) -> None:
        """Nothing is known of the terminal any more: the next frame paints everything."""
        self._shadow.forget()
        self._pen = self._at = None

    def take_layout(self, update: LayoutUpdate) -> None:
        """Want the whole screen as in this update."""
        self._fit(update.region.width, update.region.height)
        for y, line in zip(range(update.region.height), update.strips, strict=False):
            x = 0
            for strip in line:
                self._place(x, y, strip, strip.cell_length)
                x += strip.cell_length

    def take_lines(self, lines: list[str], width: int) -> None:
        """Want these plain lines and nothing else."""
        self._fit(width, len(lines))
        for y, line in enumerate(lines):
            self._place(0, y, Strip([Segment(line)]), width)

    def take_chops(self, update: ChopsUpdate) -> None:
        """Want the parts of the screen that this update brings."""
        for y, left, right in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                # Outside the span a strip may belong to a widget that another one covers.
                if strip is not None and x < right and end > left:
                    self._place(x, y, strip, end - x)

    def frame(self, cursor: tuple[int, int] | None = None) -> str:
        """What to send so that the terminal shows what is wanted, its cursor left at `cursor`."""
        sent: list[str] = []
        wanted = self._shadow.wanted
        for y, start, end in self._shadow.changes():
            self._move(start, y, sent)
            self._write(wanted[y], start, _past_uncertain(wanted[y], end), y, sent)
        self._shadow.sent()
        if cursor is not None:
            self._move(*cursor, sent)
        frame = "".join(sent)
        if self.synchronized and len(frame) > _SYNC_FROM:
            return f"\x1b[?2026h{frame}\x1b[?2026l"
        return frame

    def _fit(self, width: int, height: int) -> None:
        if (width, height) != self.size:
            self._shadow = Shadow(width, height)
            self._placed = [{} for _ in range(height)]
            self._pen = self._at = None

    def _place(self, x: int, y: int, strip: Strip, width: int) -> None:
        known = self._placed[y].get(x)
        if known is not None and known[0] is strip and len(known[1]) == width:
            cells = known[1]
        else:
            cells = self._maker.cells(strip, width)
            self._placed[y][x] = (strip, cells)
        self._shadow.place(x, y, cells)

    def _move(self, x: int, y: int, sent: list[str]) -> None:
        if self._at == (x, y):
            return
        if self._at is not None and self._at[1] == y and 0 < x - self._at[0] < 100:
            ahead = x - self._at[0]
            sent.append(f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C")
        else:
            sent.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._at = (x, y)

    def _write(self, line: list[Cell], start: int, end: int, y: int, sent: list[str]) -> None:
        pen = self._pen
        for x in range(start, end):
            shown, wanted_pen = line[x]
            if not shown:
                continue
            if wanted_pen is not pen and wanted_pen != pen:
                sent.append(change(pen, wanted_pen))
                pen = wanted_pen
            if shown.isascii() or _is_certain(shown):
                sent.append(shown)
            else:
                self._write_uncertain(line, x, y, sent)
        self._pen = pen
        while end < len(line) and not line[end][0]:
            end += 1
        # In the last column a terminal may be about to wrap: its cursor is nowhere certain.
        self._at = (end, y) if end < len(line) else None

    def _write_uncertain(self, line: list[Cell], x: int, y: int, sent: list[str]) -> None:
        """Terminals differ on this sign's width: clear its cells, write it, go on where it must end."""
        wide = x + 1 < len(line) and not line[x + 1][0]
        place = f"\x1b[{y + 1};{x + 1}H"
        after = f"\x1b[{y + 1};{x + 2 + wide}H" if x + 1 + wide < len(line) else ""
        sent.append(f"{'  ' if wide else ' '}{place}{line[x][0]}{after}")


def _past_uncertain(line: list[Cell], end: int) -> int:
    """A sign drawn wider than it should be spoils the cell behind it, which is then sent as well."""
    while end < len(line) and (not line[end][0] or not _is_certain(line[end - 1][0] or line[end - 2][0])):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _is_certain(shown: str) -> bool:
    """Whether all terminals give this sign as many cells as Rich does."""
    code = ord(shown[0])
    if len(shown) > 1 or code >= 0x1F000:
        return False
    return get_character_cell_size(shown) == 1 or code >= 0x2E80
