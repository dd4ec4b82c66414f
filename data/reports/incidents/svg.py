"""The picture of the affected signals as SVG: lines and words, nothing that acts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from data.incidents.spans import span
from data.quantity import format_value
from data.reports.incidents.picture import Picture, Track

_WIDTH, _PANEL, _LEFT, _RIGHT, _TOP = 760, 110, 90, 16, 46
_STYLE = " ".join(
    (
        "text { font: 12px sans-serif }",
        ".title { font-weight: bold }",
        "line, polyline, .frame { fill: none; stroke: black }",
        ".line { stroke-width: 1.8 }",
        ".between { stroke-opacity: 0.35; stroke-dasharray: 2 3 }",
        ".frame { stroke-opacity: 0.25 }",
        ".limit { stroke-dasharray: 6 4 }",
        ".declared { stroke-width: 2.5 }",
        ".over { stroke-width: 2.5; stroke-dasharray: 1 3 }",
    )
)
"""Black on white: a report is printed, and copied into anything."""


def svg(picture: Picture, title: str) -> str:
    """The whole drawing; one panel for each signal, the declaration and the end marked in all."""
    height = _TOP + _PANEL * max(1, len(picture.tracks)) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img">',
        f"<title>{_text(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>',
        f'<text class="title" x="{_LEFT}" y="18">{_text(title)}</text>',
        f'<text x="{_LEFT}" y="36">{_text(_legend(picture))}</text>',
    ]
    for number, track in enumerate(picture.tracks):
        lines += _panel(picture, track, _TOP + number * _PANEL)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _legend(picture: Picture) -> str:
    if not picture.tracks:
        return "No value of any signal is on record."
    over = f", dotted line: over after {span(picture.over)}" if picture.over is not None else ""
    more = f"; {picture.more} more signals are not drawn" if picture.more else ""
    return f"from {span(-picture.start)} before; heavy line: declared{over}; dashed: the limit{more}"


def _panel(picture: Picture, track: Track, top: float) -> Iterator[str]:
    scale = _Scale(picture, track, top)
    size = f'width="{scale.width}" height="{scale.height}"'
    yield f'<rect class="frame" x="{_LEFT}" y="{scale.top:.1f}" {size}/>'
    yield f'<text class="title" x="{_LEFT}" y="{top + 12:.1f}">{_text(track.title)}</text>'
    for value in sorted({scale.low, scale.high}):
        words = _text(format_value(value, track.unit))
        yield f'<text x="{_LEFT - 6}" y="{scale.y(value) + 4:.1f}" text-anchor="end">{words}</text>'
    if track.limit is not None and scale.low <= track.limit <= scale.high:
        y = scale.y(track.limit)
        yield f'<line class="limit" x1="{_LEFT}" x2="{_LEFT + scale.width}" y1="{y:.1f}" y2="{y:.1f}"/>'
    points = [
        (scale.x(at), scale.y(value)) for at, value in track.points if picture.start <= at <= picture.end
    ]
    if len(points) > 1:
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline class="{"line" if track.recorded else "between"}" points="{joined}"/>'
    for x, y in points if len(points) <= 100 else ():
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2"/>'
    yield _mark(scale, 0.0, "declared")
    if picture.over is not None:
        yield _mark(scale, picture.over, "over")


class _Scale:
    """From times and values to places in one panel."""

    def __init__(self, picture: Picture, track: Track, top: float) -> None:
        self.picture = picture
        self.top = top + 20
        self.width = _WIDTH - _LEFT - _RIGHT
        self.height = _PANEL - 34
        values = [value for _, value in track.points]
        values += [track.limit] if track.limit is not None else []
        self.low, self.high = min(values), max(values)

    def x(self, at: float) -> float:
        """Where a moment is."""
        share = (at - self.picture.start) / max(self.picture.end - self.picture.start, 1e-9)
        return _LEFT + share * self.width

    def y(self, value: float) -> float:
        """Where a value is; one that never changes lies in the middle."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.top + (1 - share) * self.height


def _mark(scale: _Scale, at: float, name: str) -> str:
    x = scale.x(at)
    ends = f'y1="{scale.top:.1f}" y2="{scale.top + scale.height:.1f}"'
    return f'<line class="{name}" x1="{x:.1f}" x2="{x:.1f}" {ends}/>'


def _text(words: str) -> str:
    """Words as XML has them; what no XML may hold becomes a sign."""
    return escape("".join(letter if letter >= " " else "·" for letter in words))
