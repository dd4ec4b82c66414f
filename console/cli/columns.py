"""Plain columns for people who read a listing in a terminal or a mail."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence


def aligned(rows: Sequence[Sequence[str]], *, right: Collection[int] = (), gap: int = 2) -> list[str]:
    """The rows as lines, columns as wide as their widest cell; the last column is left as it is."""
    if not rows:
        return []
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [_line(row, widths, right, gap).rstrip() for row in rows]


def width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _line(row: Sequence[str], widths: Sequence[int], right: Collection[int], gap: int) -> str:
    cells = []
    for column, (cell, wanted) in enumerate(zip(row, widths, strict=True)):
        padding = " " * (wanted - width(cell))
        last = column == len(row) - 1
        cells.append(cell if last else padding + cell if column in right else cell + padding)
    return (" " * gap).join(cells)
