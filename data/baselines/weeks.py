"""The last weeks of one series, a value for each hour, in little memory."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence

from data.baselines.hour import HOURS


class Weeks:
    """A value for each hour of the last four weeks; four bytes for each."""

    __slots__ = ("_values", "newest")

    def __init__(self) -> None:
        self._values = array("f", [math.nan]) * HOURS
        self.newest: int | None = None

    def put(self, hour: int, value: float) -> None:
        """Keep the value of an hour since 1970; one older than four weeks is let go."""
        if not math.isfinite(value):
            return
        newest = self.newest if self.newest is not None else hour
        if hour <= newest - HOURS:
            return
        for passed in range(newest + 1, min(hour, newest + HOURS) + 1):
            self._values[passed % HOURS] = math.nan
        self.newest = max(newest, hour)
        self._values[hour % HOURS] = value

    def of(self, hours: Iterable[int]) -> list[float]:
        """The values of these hours, where there are any."""
        return [value for hour in hours if not math.isnan(value := self._at(hour))]

    @property
    def known(self) -> Sequence[tuple[int, float]]:
        """Every hour that has a value, oldest first."""
        if self.newest is None:
            return ()
        hours = range(self.newest - HOURS + 1, self.newest + 1)
        return [(hour, value) for hour in hours if not math.isnan(value := self._at(hour))]

    def _at(self, hour: int) -> float:
        if self.newest is None or not self.newest - HOURS < hour <= self.newest:
            return math.nan
        return self._values[hour % HOURS]
