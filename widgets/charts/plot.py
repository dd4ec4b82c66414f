"""A series as columns of blocks, with the limits it is held against drawn through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from widgets.charts.marks import Mark
from widgets.line import Line, Span, fit

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_AXIS = 10


def plot(
    values: Sequence[float],
    width: int,
    height: int,
    marks: Sequence[Mark] = (),
    show: Callable[[float], str] = "{:g}".format,
) -> list[Line]:
    """`height` lines: an axis of three numbers, columns, and the marks with their labels.

    More values than columns are thinned by keeping the greatest of each share, so that no peak
    is lost.
    """
    room = max(8, width - _AXIS - 2)
    columns = _thinned(values, room)
    if not columns:
        return [(Span("no history yet", "dim"),)]
    low, high = _extent(columns, marks)
    rows = [_row(y, columns, low, high, height, marks, room) for y in range(height)]
    for y, number in ((0, high), (height // 2, (low + high) / 2), (height - 1, low)):
        rows[y][0] = Span(fit(show(number), _AXIS, right=True) + " ", "dim")
    return [tuple(row) for row in rows]


def _thinned(values: Sequence[float], room: int) -> list[float]:
    if len(values) <= room:
        return list(values)
    edges = [round(at * len(values) / room) for at in range(room + 1)]
    return [max(values[start:end]) for start, end in pairwise(edges)]


def _extent(columns: Sequence[float], marks: Sequence[Mark]) -> tuple[float, float]:
    numbers = [*columns, *(mark.at for mark in marks)]
    low, high = min(0.0, *numbers, 0.0), max(numbers)
    return (low, high) if high > low else (low, low + 1.0)


def _row(
    y: int, columns: Sequence[float], low: float, high: float, height: int, marks: Sequence[Mark], room: int
) -> list[Span]:
    bottom = height - 1 - y
    mark = next((mark for mark in marks if _level(mark.at, low, high, height) == bottom), None)
    cells = [_cell(value, low, high, height, bottom) for value in columns]
    pieces = [Span(" " * (_AXIS + 1))]
    for at, cell in enumerate(cells):
        over = mark is not None and columns[at] > mark.at
        if cell != " ":
            pieces.append(Span(cell, mark.tone if mark is not None and over else "accent"))
        else:
            pieces.append(Span("┄" if mark else " ", mark.tone if mark else "plain"))
    rest = room - len(cells)
    if mark is not None:
        pieces.append(
            Span(fit(" " + mark.label, rest) if rest >= len(mark.label) + 1 else "┄" * rest, mark.tone)
        )
    return _joined(pieces)


def _joined(pieces: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in pieces:
        if len(joined) > 1 and joined[-1].tone == piece.tone:
            joined[-1] = Span(joined[-1].text + piece.text, piece.tone)
        else:
            joined.append(piece)
    return joined


def _level(value: float, low: float, high: float, height: int) -> int:
    return min(height - 1, int((value - low) / (high - low) * height))


def _cell(value: float, low: float, high: float, height: int, bottom: int) -> str:
    eighths = round((value - low) / (high - low) * height * 8) - bottom * 8
    if bottom == 0:
        eighths = max(1, eighths)
    return _EIGHTHS[max(0, min(8, eighths))]
