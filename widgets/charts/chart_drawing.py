"""Draws a chart in cells, with textual-plot's scales and canvas; heavy: imported with the first plot.

The canvas is never shown itself: its cells are read back with our tones as their styles, so that
themes, sixteen colours and no colour work as everywhere else, and no text is parsed as markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from textual_hires_canvas import Canvas
from textual_plot import HiResMode, NumericAxisFormatter

from data.quantity import format_value
from widgets.charts.chart import GUTTER, Chart, strokes
from widgets.charts.chart_axis import extent, times
from widgets.line import TONES, Line, Span, Tone, fit

_LIMIT, _BEFORE, _CURSOR = "┄", "◦", "│"
_TONE_OF: dict[str, Tone] = {tone: tone for tone in TONES}
_EDGE = 0.13
"""What lies on the lower or right edge is drawn this much inside it, in cells, so that it is seen."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From times and values to cells, both from the upper left corner."""

    chart: Chart
    low: float
    high: float
    width: int
    height: int

    def x(self, at: float) -> float:
        """The column of a time."""
        share = (at - self.chart.start) / (self.chart.end - self.chart.start)
        return min(share * self.width, self.width - _EDGE)

    def y(self, value: float) -> float:
        """The line of a value."""
        return min((self.high - value) / (self.high - self.low) * self.height, self.height - _EDGE)

    def row(self, value: float) -> int:
        """The whole line that a value is in."""
        return max(0, min(self.height - 1, int(self.y(value))))


def chart_lines(chart: Chart, width: int, height: int, cursor: float | None = None) -> list[Line]:
    """`height` lines: the plot with values at its left, and the times under it."""
    room, rows = max(16, width - GUTTER - 1), max(2, height - 1)
    low, high = extent(chart)
    scale = Scale(chart, low, high, room, rows)
    canvas = Canvas(room + 1, rows + 1)  # it clips lines one cell short of its own edge
    _limits(canvas, scale)
    _before(canvas, scale)
    _series(canvas, scale)
    _names(canvas, scale)
    if cursor is not None:
        _cursor(canvas, scale, cursor)
    labels = _labels(scale)
    lines = [(_gutter(labels, y), *_cells(canvas, y, room)) for y in range(rows)]
    return [*lines, (Span(" " * (GUTTER + 1) + _times(scale), "dim"),)]


def _limits(canvas: Canvas, scale: Scale) -> None:
    for mark in reversed(scale.chart.marks):
        if scale.low <= mark.at <= scale.high:
            y = scale.row(mark.at)
            canvas.set_pixels(((x, y) for x in range(scale.width)), char=_LIMIT, style=mark.tone)


def _names(canvas: Canvas, scale: Scale) -> None:
    """Each limit's name on its line, where the plot leaves room for it: best at the right."""
    for mark in scale.chart.marks:
        if not scale.low <= mark.at <= scale.high:
            continue
        y, text = scale.row(mark.at), f" {mark.label} "
        for start in range(scale.width - len(text), -1, -4):
            cells = [canvas.get_pixel(start + at, y)[0] for at in range(len(text))]
            if all(cell == _LIMIT for cell in cells):
                for at, character in enumerate(text):
                    canvas.set_pixel(start + at, y, char=character, style=mark.tone)
                break


def _before(canvas: Canvas, scale: Scale) -> None:
    compared = scale.chart.compared
    points = zip(compared.times, compared.values, strict=True)
    canvas.set_pixels(
        ((int(scale.x(at)), scale.row(value)) for at, value in points if scale.low <= value <= scale.high),
        char=_BEFORE,
        style="dim",
    )


def _series(canvas: Canvas, scale: Scale) -> None:
    """Lines between points, and single points; what breaks a limit last and in its tone."""
    parts: dict[str, list[tuple[float, float, float, float]]] = {"accent": [], "warn": [], "fail": []}
    for stroke in strokes(scale.chart.series):
        points = [
            (scale.x(at), scale.y(value), value)
            for at, value in zip(stroke.times, stroke.values, strict=True)
            if scale.chart.start <= at <= scale.chart.end
        ]
        if len(points) == 1:
            points *= 2
        for (x0, y0, v0), (x1, y1, v1) in pairwise(points):
            parts[_tone(scale.chart, v0, v1)].append((x0, y0, x1, y1))
    for tone, found in parts.items():
        canvas.draw_hires_lines(found, hires_mode=HiResMode.BRAILLE, style=tone)


def _tone(chart: Chart, *values: float) -> str:
    broken = {mark.tone for mark in chart.marks for value in values if mark.broken(value)}
    return next((tone for tone in ("fail", "warn") if tone in broken), "accent")


def _cursor(canvas: Canvas, scale: Scale, at: float) -> None:
    x = max(0, min(scale.width - 1, int(scale.x(at))))
    for y in range(scale.height):
        drawn, _ = canvas.get_pixel(x, y)
        if drawn in (" ", _LIMIT):
            canvas.set_pixel(x, y, char=_CURSOR, style="strong")
        else:
            canvas.set_pixel(x, y, char=drawn, style="strong")


def _labels(scale: Scale) -> dict[int, Span]:
    """The numbers at the left: round ones, and in place of those the limits' own."""
    found: dict[int, Span] = {}
    ticks = NumericAxisFormatter().get_ticks(scale.low, scale.high, max(2, scale.height // 2))
    unit = scale.chart.unit
    for tick in ticks:
        if scale.low <= tick <= scale.high:
            found.setdefault(scale.row(tick), Span(format_value(round(tick, 12), unit), "dim"))
    for mark in reversed(scale.chart.marks):
        if scale.low <= mark.at <= scale.high:
            found[scale.row(mark.at)] = Span(format_value(mark.at, unit), mark.tone)
    return found


def _gutter(labels: dict[int, Span], y: int) -> Span:
    label = labels.get(y, Span("", "dim"))
    return Span(fit(label.text, GUTTER, right=True) + " ", label.tone)


def _cells(canvas: Canvas, y: int, room: int) -> Iterator[Span]:
    cells = (canvas.get_pixel(x, y) for x in range(room))
    for style, run in groupby(cells, key=lambda cell: cell[1]):
        yield Span("".join(character for character, _ in run), _TONE_OF.get(style, "plain"))


def _times(scale: Scale) -> str:
    out = ""
    for at, words in times(scale.chart, scale.width):
        start = int(scale.x(at))
        if start >= len(out) + (2 if out else 0) and start + len(words) <= scale.width:
            out = out.ljust(start) + words
    return out
