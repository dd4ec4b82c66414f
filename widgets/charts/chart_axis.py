"""The axes of a plot: which values it spans, and which times are written under it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from widgets.charts.chart import Chart

_REACH = 4.0
"""A limit is drawn where it is not further off than so many times the values."""
_FROM_NOUGHT, _STILL = 0.85, 0.97
"""Between these shares of the greatest the least value is at the bottom; else the plot begins at nought.

Below them the plot has the room to; above them it would make a mountain of a flutter.
"""
_NOTHING = 1e-12
"""Values that differ by less are drawn as one; scales cannot be made between them."""
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
_LABEL = 12
"""Cells that a time takes, with room around it."""


def extent(chart: Chart) -> tuple[float, float]:
    """The least and the greatest value of the plot, with the limits that are not far off."""
    values = [*chart.series.values, *chart.compared.values]
    low, high = min(values), max(values)
    near = [mark.at for mark in chart.marks if _near(mark.at, low, high)]
    low, high = min([low, *near]), max([high, *near])
    if low >= 0 and not high * _FROM_NOUGHT < low < high * _STILL:
        low = 0.0
    if high - low <= _NOTHING * max(1.0, abs(high)):
        high = low + max(1.0, abs(low))
    return low, high + (high - low) * 0.04


def times(chart: Chart, room: int) -> Iterator[tuple[float, str]]:
    """Round times of the zone inside the window, as many as `room` cells hold, with their words."""
    minutes = _step(chart.end - chart.start, room)
    grain = min(minutes, 15) * 60.0
    first = chart.clock.time(chart.start).timestamp()
    shift = chart.start - first
    moment = math.ceil(first / grain) * grain
    while moment + shift <= chart.end:
        local = chart.clock.time(moment + shift)
        if (local.hour * 60 + local.minute) % min(minutes, 1440) == 0 and local.second == 0:
            midnight = local.hour == 0 and local.minute == 0
            if minutes < 2880 or local.toordinal() % (minutes // 1440) == 0:
                words = f"{local:%a} {local.day}" if minutes >= 1440 or midnight else f"{local:%H:%M}"
                yield moment + shift, words
        moment += grain


def _step(seconds: float, room: int) -> int:
    """Minutes between two times, so that their words do not touch."""
    fitting = max(1, room // _LABEL)
    return next((each for each in _MINUTES if seconds / 60 / each <= fitting), _MINUTES[-1])


def _near(at: float, low: float, high: float) -> bool:
    if low <= at <= high:
        return True
    size = max(abs(low), abs(high), high - low)
    return abs(at) <= size * _REACH and abs(at) * _REACH >= min(abs(low), abs(high))
