"""Strips and updates as the compositor makes them, for tests of the painter."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

INK = Style(color=Color.from_rgb(200, 210, 220), bgcolor=Color.from_rgb(18, 18, 18))


def strip(text: str, style: Style | None = INK, width: int | None = None) -> Strip:
    """A strip of one text in one style, padded to a width."""
    made = Strip([Segment(text, style)])
    return made if width is None else made.adjust_cell_length(width, style)


def layout(lines: list[Strip], width: int) -> LayoutUpdate:
    """The whole screen."""
    fitted = [[line.adjust_cell_length(width, INK)] for line in lines]
    return LayoutUpdate([*fitted], Region(0, 0, width, len(lines)))


def chop(y: int, x: int, part: Strip, height: int) -> ChopsUpdate:
    """One part of one line, and nothing of the others."""
    end = x + part.cell_length
    chops: list[dict[int, Strip | None]] = [{} for _ in range(height)]
    ends: list[list[int]] = [[] for _ in range(height)]
    chops[y], ends[y] = {0: None, x: part} if x else {0: part}, [x, end] if x else [end]
    return ChopsUpdate(chops, [(y, x, end)], ends)
