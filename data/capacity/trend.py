"""A robust straight line through a signal's past, blind to the hours of the day.

Theil and Sen's line: the median of the slopes between pairs of points, so that a third of them
may be wild. Only points a whole number of days apart are paired, since a service that is busy
by day rises every morning without growing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

HOUR, DAY = 3_600.0, 86_400.0
LEAST_DAYS = 3.0
_LEAST_HOURS = 48
_CERTAINTY = 1.645
"""Standard deviations for nine chances in ten."""
_ALIKE = 8
"""So many neighbouring hours tell much the same, as most signals go: together they count as one."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Growth a day, `low` to `high` with nine chances in ten, and the level that the line has now."""

    slope: float
    low: float
    high: float
    level: float
    days: float

    @property
    def rises(self) -> bool:
        """Whether it surely rises."""
        return self.low > 0


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Why no line is drawn: what there is, in days and in hours that hold a value."""

    days: float
    hours: int


def trend(points: Sequence[tuple[float, float]], now: float) -> Trend | TooLittle:
    """The line through values with their times (seconds); `now` is where its level is told."""
    hourly = _hourly(points)
    days = (max(hourly) - min(hourly) + 1) / 24 if hourly else 0.0
    slopes, spread = _slopes(hourly)
    if days < LEAST_DAYS or len(hourly) < _LEAST_HOURS or not slopes:
        return TooLittle(days, len(hourly))
    slope = median(slopes)
    low, high = _between(slopes, spread)
    ahead = [value + slope * (now / HOUR - hour - 0.5) / 24 for hour, value in hourly.items()]
    return Trend(slope, low, high, median(ahead), days)


def _hourly(points: Sequence[tuple[float, float]]) -> Mapping[int, float]:
    """The mean of each hour that has values: no hour weighs more because it was looked at more often."""
    hours: defaultdict[int, list[float]] = defaultdict(list)
    for at, value in points:
        if math.isfinite(value):
            hours[math.floor(at / HOUR)].append(value)
    return {hour: sum(values) / len(values) for hour, values in sorted(hours.items())}


def _slopes(hourly: Mapping[int, float]) -> tuple[list[float], float]:
    """The slopes a day between points of one hour of the day, sorted, and the variance of their order."""
    of_hour: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for hour, value in hourly.items():
        of_hour[hour % 24].append((hour, value))
    slopes = [
        24 * (later[1] - earlier[1]) / (later[0] - earlier[0])
        for points in of_hour.values()
        for place, earlier in enumerate(points)
        for later in points[place + 1 :]
    ]
    spread = sum(n * (n - 1) * (2 * n + 5) / 18 for n in map(len, of_hour.values()))
    return sorted(slopes), spread


def _between(slopes: Sequence[float], spread: float) -> tuple[float, float]:
    """The slopes so far from the middle that the true one lies between with nine chances in ten."""
    half = _CERTAINTY * math.sqrt(spread * _ALIKE) / 2
    middle = (len(slopes) - 1) / 2
    low = max(0, math.floor(middle - half))
    high = min(len(slopes) - 1, math.ceil(middle + half))
    return slopes[low], slopes[high]
