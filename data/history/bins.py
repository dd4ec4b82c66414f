"""The longer past of one signal: a mean for each span of time that had values."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence


class Bins:
    """Means over spans of `step` seconds, at most `capacity` of them; eight bytes for each that is used.

    Spans without values take no room. What was measured here counts before what is filled in
    afterwards from a source's own memory.
    """

    __slots__ = ("_capacity", "_count", "_indices", "_means", "_open", "step")

    def __init__(self, step: float, capacity: int) -> None:
        self.step = step
        self._capacity = capacity
        self._indices = array("i")
        self._means = array("f")
        self._open: int | None = None
        self._count = 0

    def __len__(self) -> int:
        return len(self._indices)

    def add(self, at: float, value: float) -> None:
        """Take in a value of now; its moment is never before that of an earlier one."""
        self._take(math.floor(at / self.step), value, 1)

    def add_all(self, times: Sequence[float], values: Sequence[float]) -> None:
        """Take in many, the oldest first, as if each had been added."""
        place = 0
        while place < len(times):
            index = math.floor(times[place] / self.step)
            end = max(place + 1, bisect_left(times, (index + 1) * self.step, place))
            self._take(index, sum(values[place:end]) / (end - place), end - place)
            place = end

    @classmethod
    def of(
        cls,
        step: float,
        capacity: int,
        open: tuple[int, int] | None,
        indices: array[int],
        means: array[float],
    ) -> Bins:
        """One that holds these means; `open` is the index that is not over, and how many made its mean."""
        made = cls(step, capacity)
        made._open, made._count = open or (None, 0)
        made._indices, made._means = indices[:], means[:]
        return made

    def plain(self) -> tuple[tuple[int, int] | None, array[int], array[float]]:
        """What `of` makes the same one of: what is open, indices and means."""
        return (
            None if self._open is None else (self._open, self._count),
            self._indices[:],
            self._means[:],
        )

    def _take(self, index: int, mean: float, count: int) -> None:
        if index == self._open:
            self._count += count
            place = bisect_left(self._indices, index)
            self._means[place] += (mean - self._means[place]) * count / self._count
            return
        self._open, self._count = index, count
        self._put(index, mean)
        if len(self._indices) > self._capacity:
            del self._indices[0], self._means[0]

    def fill(self, points: Sequence[tuple[float, float]]) -> None:
        """Fill in spans that hold nothing yet; where room is short, what was filled in before gives way."""
        grouped: dict[int, list[float]] = {}
        for at, value in points:
            grouped.setdefault(math.floor(at / self.step), []).append(value)
        here = dict(zip(self._indices, self._means, strict=True))
        new = {index: sum(values) / len(values) for index, values in grouped.items() if index not in here}
        if not new:
            return
        whole = here | new
        surplus = len(whole) - self._capacity
        if surplus > 0:
            yielding = sorted(whole, key=lambda index: (index in grouped, index))
            for index in yielding[:surplus]:
                del whole[index]
        self._indices = array("i", sorted(whole))
        self._means = array("f", (whole[index] for index in self._indices))
        if self._open not in whole:
            self._open = None

    def points(self, start: float, end: float) -> Iterator[tuple[float, float]]:
        """The means whose spans lie around a moment between `start` and `end`, oldest first."""
        first = bisect_left(self._indices, math.floor(start / self.step))
        for place in range(first, len(self._indices)):
            at = (self._indices[place] + 0.5) * self.step
            if at > end:
                return
            if at >= start:
                yield at, self._means[place]

    def _put(self, index: int, value: float) -> None:
        place = bisect_left(self._indices, index)
        if place < len(self._indices) and self._indices[place] == index:
            self._means[place] = value
            return
        insort(self._indices, index)
        self._means.insert(place, value)
