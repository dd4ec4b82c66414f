"""What a plot is drawn from: a series in a window of time, its limits, and what it is compared with."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from data.boards.outlook import Outlook
from data.models.board import Fact
from data.models.series import Series
from data.models.snapshot import Snapshot
from widgets.charts.marks import Mark, marks_of

GUTTER = 10
"""Cells at the left of a plot that its numbers take."""
_GAP = 3.0
"""Values further apart than so many of their usual distances have a gap between them."""
_USUAL = 0.9
"""Of all distances this share counts as usual; a past that is coarser in places is not all gaps."""
_POINTS = 160
"""A window is moved on by this part of itself at a time, so that a plot stands still meanwhile."""
_EMPTY = Series((), ())


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns monotonic seconds into the time of a zone."""

    at: datetime
    elapsed: float
    zone: ZoneInfo

    def time(self, elapsed: float) -> datetime:
        """The wall time of a moment, in the zone."""
        return (self.at + timedelta(seconds=elapsed - self.elapsed)).astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot before it has a size; times are monotonic seconds.

    `compared` has been moved on to this window already; `against` says in words when it was.
    """

    name: str
    unit: str
    start: float
    end: float
    clock: Clock
    series: Series
    marks: tuple[Mark, ...] = ()
    compared: Series = field(default=_EMPTY)
    against: str = ""

    def value_at(self, at: float) -> tuple[float, float] | None:
        """Time and value of the point nearest to a moment, unless a gap lies there."""
        return _nearest(self.series, at)

    def compared_at(self, at: float) -> float | None:
        """The value that it is compared with at a moment."""
        point = _nearest(self.compared, at)
        return point[1] if point else None


def chart_of(fact: Fact, snapshot: Snapshot, outlook: Outlook, against: str = "") -> Chart | None:
    """The plot of a fact over the range that is looked at; None where there is nothing to draw.

    A past that the fact brings along is drawn whole. `against` names what it is compared with;
    empty compares it with nothing.
    """
    clock = Clock(snapshot.at, snapshot.elapsed, outlook.zone)
    marks = marks_of(fact.threshold, fact.unit)
    if fact.drawn is not None and len(fact.drawn.times) > 1:
        start, end = fact.drawn.times[0], fact.drawn.times[-1]
        return Chart(fact.name, fact.unit, start, end, clock, fact.drawn, marks) if end > start else None
    if fact.series is None or fact.unit == "bool":
        return None
    start, end = window(snapshot.elapsed, outlook.span.seconds)
    series = outlook.past(fact.series, start, end)
    if not series.values:
        return None
    compared = _EMPTY
    if against:
        before = outlook.past(fact.series, start - outlook.against, end - outlook.against)
        compared = Series(tuple(at + outlook.against for at in before.times), before.values)
    return Chart(fact.name, fact.unit, start, end, clock, series, marks, compared, against)


def window(now: float, seconds: float) -> tuple[float, float]:
    """So many seconds up to now, its end moved on by whole steps only."""
    step = seconds / _POINTS
    end = math.ceil(now / step) * step
    return end - seconds, end


def strokes(series: Series) -> Iterator[Series]:
    """The parts of a series between its gaps: what may be joined by a line."""
    limit = gap_of(series)
    first = 0
    for at, (before, after) in enumerate(pairwise(series.times), 1):
        if after - before > limit:
            yield Series(series.times[first:at], series.values[first:at])
            first = at
    if series.times[first:]:
        yield Series(series.times[first:], series.values[first:])


def gap_of(series: Series) -> float:
    """The distance of two points from which on something is missing between them."""
    steps = sorted(after - before for before, after in pairwise(series.times))
    return steps[int((len(steps) - 1) * _USUAL)] * _GAP if steps else math.inf


def _nearest(series: Series, at: float) -> tuple[float, float] | None:
    place = bisect_left(series.times, at)
    near = [each for each in (place - 1, place) if 0 <= each < len(series.times)]
    best = min(near, key=lambda each: abs(series.times[each] - at), default=None)
    if best is None or abs(series.times[best] - at) > gap_of(series) / 2:
        return None
    return series.times[best], series.values[best]
