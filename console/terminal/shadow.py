"""What the terminal should show, what it does show, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from operator import ne

from console.terminal.cell import Cell
from console.terminal.pen import PLAIN

BLANK: Cell = (" ", PLAIN)
_UNKNOWN: Cell = ("\0", PLAIN)  # differs from everything that can be wanted
_GAP = 4
"""So many unchanged cells are cheaper sent again than jumped over."""


class Shadow:
    """Two grids of cells: the wanted one is written at any time, the shown one follows what was sent."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.wanted: list[list[Cell]] = [[BLANK] * width for _ in range(height)]
        self._shown: list[list[Cell]] = []
        self._dirty: set[int] = set()
        self.forget()

    def forget(self) -> None:
        """Nothing is known of the terminal any more: everything differs."""
        self._shown = [[_UNKNOWN] * self.width for _ in range(self.height)]
        self._dirty = set(range(self.height))

    def place(self, x: int, y: int, cells: list[Cell]) -> None:
        """Want these cells from (x, y) on."""
        line = self.wanted[y]
        end = min(x + len(cells), self.width)
        if line[x:end] == cells:
            return
        # Where the new cells cut a wide sign in two, its other half becomes a blank.
        if 0 < x < end and not line[x][0]:
            line[x - 1] = (" ", line[x - 1][1])
        if end < self.width and not line[end][0]:
            line[end] = (" ", line[end][1])
        line[x:end] = cells[: end - x]
        self._dirty.add(y)

    def changes(self) -> Iterator[tuple[int, int, int]]:
        """Runs of cells to send: line, first, end. Say `sent` when all of them are."""
        for y in sorted(self._dirty):
            wanted, shown = self.wanted[y], self._shown[y]
            start = end = -1
            for x in compress(count(), map(ne, wanted, shown)):
                if start >= 0 and x - end > _GAP:
                    yield y, start, end
                    start = -1
                start, end = (x if start < 0 else start), x + 1
            if start >= 0:
                yield y, start, end

    def sent(self) -> None:
        """What is wanted stands on the terminal now."""
        for y in self._dirty:
            self._shown[y][:] = self.wanted[y]
        self._dirty.clear()
