"""A step's time box as a clock whose words change seldom: by minutes, at the end by ten seconds."""

from __future__ import annotations

from math import ceil

from data.quantity import format_duration
from widgets.line import Span

_COARSE, _FINE = 60.0, 10.0


def time_box(spent: float, box: float | None) -> Span:
    """What is left of the box, or by how much it is over; both in seconds."""
    if not box:
        return Span("no time box", "dim")
    left = box - spent
    if left > _COARSE:
        return Span(f"{ceil(left / _COARSE)} min left of {format_duration(box)}", "dim")
    if left > 0:
        return Span(f"{ceil(left / _FINE) * _FINE:.0f} s left of {format_duration(box)}", "warn")
    over = spent - box
    words = f"{over // _COARSE:.0f} min" if over >= _COARSE else f"{over // _FINE * _FINE:.0f} s"
    return Span(f"{words} over its {format_duration(box)}", "fail")
