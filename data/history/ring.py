"""The recent past of one signal, in little memory."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

from data.models.series import Series

CAPACITY = 512


class Ring:
    """The last `capacity` values; eight bytes each, and no more room than has been used.

    Times are kept as single-precision seconds since the first one: exact to a tenth of a second
    for a fortnight, which is what a plot needs.
    """

    __slots__ = ("_base", "_capacity", "_next", "_times", "_values")

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._times = array("f")
        self._values = array("f")
        self._next = 0
        self._base: float | None = None

    def __len__(self) -> int:
        return len(self._values)

    def add(self, at: float, value: float) -> None:
        """Append one value; the oldest goes when there is no more room."""
        if self._base is None:
            self._base = at
        if len(self._values) < self._capacity:
            self._times.append(at - self._base)
            self._values.append(value)
            return
        self._times[self._next] = at - self._base
        self._values[self._next] = value
        self._next = (self._next + 1) % self._capacity

    @classmethod
    def of(cls, base: float, times: array[float], values: array[float], capacity: int = CAPACITY) -> Ring:
        """One that holds these, the oldest first; `times` are seconds since `base`."""
        made = cls(capacity)
        made._base = base if times else None
        made._times, made._values = times[-capacity:], values[-capacity:]
        return made

    def plain(self) -> tuple[float, array[float], array[float]]:
        """What `of` makes the same one of: its base, times since then and values, the oldest first."""
        turn = self._next
        times = self._times[turn:] + self._times[:turn]
        return self._base or 0.0, times, self._values[turn:] + self._values[:turn]

    @property
    def newest(self) -> tuple[float, float] | None:
        """The value that was added last, with its time."""
        if not self._values:
            return None
        last = self._next - 1  # the end of the array, until it has turned
        return (self._base or 0.0) + self._times[last], self._values[last]

    def latest(self, count: int) -> tuple[float, ...]:
        """The last `count` values, oldest first."""
        values = self._values
        if len(values) < self._capacity:
            return tuple(values[-count:])
        end = self._next
        start = end - min(count, self._capacity)
        if start >= 0:
            return tuple(values[start:end])
        return tuple(values[start:]) + tuple(values[:end])

    def between(self, start: float, end: float) -> list[tuple[float, float]]:
        """The values of these moments with their times, oldest first."""
        base, turn = self._base or 0.0, self._next
        times = self._times[turn:] + self._times[:turn]
        first, last = bisect_left(times, start - base), bisect_right(times, end - base)
        values = (self._values[turn:] + self._values[:turn])[first:last]
        return [(base + time, value) for time, value in zip(times[first:last], values, strict=True)]

    def series(self) -> Series:
        """All that is kept."""
        base, turn = self._base or 0.0, self._next
        times = self._times[turn:] + self._times[:turn]
        values = self._values[turn:] + self._values[:turn]
        return Series(tuple(base + time for time in times), tuple(values))
