"""Tables that keep to the width of a page: the last column is wrapped under itself."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence

from console.cli.columns import aligned, width

PAGE = 80
_LEAST = 24


def table(
    rows: Sequence[Sequence[str]],
    *,
    indent: int = 0,
    page: int = PAGE,
    right: Collection[int] = (),
) -> list[str]:
    """The rows as lines of at most `page` cells.

    The last column is wrapped; where it has no room it joins the one before. An empty column, and
    a first cell that repeats the one above it, are left out. A no-break space keeps two words on
    one line and is written as a space.
    """
    rows = _without_repeats(_without_empty(rows))
    if not rows:
        return []
    room = page - indent - sum(cells + 2 for cells in _before(rows))
    while room < _LEAST and len(rows[0]) > 2:
        rows = [[*row[:-2], "  ".join(row[-2:]).rstrip()] for row in rows]
        room = page - indent - sum(cells + 2 for cells in _before(rows))
    room = max(_LEAST, room)
    wrapped = [line for row in rows for line in _wrapped(row, room)]
    lines = (line.replace("\u00a0", " ") for line in aligned(wrapped, right=right))
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def paragraph(text: str, *, indent: int = 0, page: int = PAGE) -> list[str]:
    """Running text, wrapped to the page."""
    return textwrap.wrap(
        text, page, initial_indent=" " * indent, subsequent_indent=" " * indent, break_long_words=False
    )


def _before(rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths of all columns but the last."""
    return [max(width(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]


def _without_empty(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    kept = [column for column in range(len(rows[0])) if any(row[column] for row in rows)] if rows else []
    return [[row[column] for column in kept] for row in rows]


def _wrapped(row: Sequence[str], room: int) -> list[list[str]]:
    parts = textwrap.wrap(row[-1], room, break_long_words=False, break_on_hyphens=False) or [""]
    blank = [""] * (len(row) - 1)
    return [[*row[:-1], parts[0]], *([*blank, part] for part in parts[1:])]


def _without_repeats(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    above = [None, *(row[0] for row in rows)]
    return [["" if row[0] == first else row[0], *row[1:]] for first, row in zip(above, rows, strict=False)]
