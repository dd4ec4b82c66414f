"""All that is kept of one series: its newest values, and bins for every time range that people look at."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from data.history.bins import Bins
from data.history.ring import CAPACITY, Ring
from data.models.past import TimeRange
from data.models.series import Series

_STEPS = tuple(sorted({span.step for span in TimeRange}))
_ROOM = {step: max(span.seconds for span in TimeRange if span.step == step) for step in _STEPS}
"""The longest range of each step."""
_FINEST = _STEPS[0]
_SLACK = 1.01
_HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Plain:
    """The ring and the bins of each step as plain arrays, to be kept elsewhere."""

    ring: tuple[float, array[float], array[float]]
    bins: tuple[tuple[float, tuple[tuple[int, int] | None, array[int], array[float]]], ...] = ()


class Keeping:
    """Raw values, and for each range twice its length in bins: itself and what it is compared with."""

    __slots__ = ("_bins", "ring")

    def __init__(self) -> None:
        self.ring = Ring()
        self._bins: dict[float, Bins] = {}

    def add(self, at: float, value: float) -> None:
        """Take in a value of now (monotonic seconds)."""
        self.ring.add(at, value)
        for step in _STEPS:
            if step > _FINEST:  # the ring itself is as fine
                self._of(step).add(at, value)

    def add_all(self, times: Sequence[float], values: Sequence[float]) -> None:
        """Take in many, the oldest first, as if each had been added."""
        for at, value in zip(times[-CAPACITY:], values[-CAPACITY:], strict=True):
            self.ring.add(at, value)
        for step in _STEPS:
            if step > _FINEST:
                self._of(step).add_all(times, values)

    @classmethod
    def of(cls, plain: Plain) -> Keeping:
        """The same again from what `plain` gave."""
        made = cls()
        made.ring = Ring.of(*plain.ring)
        for step, each in plain.bins:
            if step in _ROOM:
                made._bins[step] = Bins.of(step, _capacity(step), *each)
        return made

    def plain(self) -> Plain:
        """All that is kept now; what is added later does not change it."""
        bins = ((step, self._bins[step].plain()) for step in _STEPS if step in self._bins)
        return Plain(self.ring.plain(), tuple(bins))

    def fill(self, points: Sequence[tuple[float, float]], step: float) -> None:
        """Take in what a source remembers, `step` seconds apart; what was measured here stays."""
        for each in _STEPS:
            if each >= step / _SLACK:
                self._of(each).fill(points)

    def latest(self, now: float) -> Series:
        """The newest values, each of them; where they are less than an hour, with what was filled in."""
        newest = self.ring.series()
        whole = bool(newest.times) and newest.times[0] <= now - _HOUR
        return newest if whole else self.past(now - _HOUR, now)

    def past(self, start: float, end: float) -> Series:
        """The values between two moments, as fine as a picture of that length needs."""
        if end < start:
            return Series((), ())
        wanted = _step_for(end - start)
        points = self.ring.between(start, end) if wanted <= _FINEST else []
        for step in _STEPS:
            if step >= wanted and step in self._bins:
                points = _merged(points, list(self._bins[step].points(start, end)), step)
        points = self._with_newest(points, start, end)
        return Series(tuple(at for at, _ in points), tuple(value for _, value in points))

    def _with_newest(
        self, points: list[tuple[float, float]], start: float, end: float
    ) -> list[tuple[float, float]]:
        """The newest value itself ends the line, in place of the mean of a span that is not over."""
        newest = self.ring.newest
        if newest is None or not start <= newest[0] <= end:
            return points
        return [point for point in points if point[0] < newest[0]] + [newest]

    def _of(self, step: float) -> Bins:
        bins = self._bins.get(step)
        if bins is None:
            bins = self._bins[step] = Bins(step, _capacity(step))
        return bins


def _capacity(step: float) -> int:
    return math.ceil(2 * _ROOM[step] / step)


def _step_for(seconds: float) -> float:
    """The step of the shortest range that is as long."""
    fitting = [span.step for span in TimeRange if span.seconds * _SLACK >= seconds]
    return min(fitting, default=_STEPS[-1])


def _merged(
    fine: list[tuple[float, float]], coarse: list[tuple[float, float]], step: float
) -> list[tuple[float, float]]:
    """Both in order; of the coarse only what lies where there is nothing finer."""
    if not fine:
        return coarse
    out: list[tuple[float, float]] = []
    place = 0
    for at, value in coarse:
        low, high = at - step / 2, at + step / 2
        while place < len(fine) and fine[place][0] < low:
            out.append(fine[place])
            place += 1
        if place == len(fine) or fine[place][0] >= high:
            out.append((at, value))
    return out + fine[place:]
