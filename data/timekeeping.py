"""Time, injected everywhere: what the calendar says, and how long something took.

Wall time only labels. Durations that matter come from `elapsed`, which goes on through a
moved clock and through a suspend.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Timekeeper(Protocol):
    """Two scales: `now` for labels, `elapsed` for durations and ages."""

    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        ...

    def elapsed(self) -> float:
        """Seconds on a scale that never jumps and counts a suspend."""
        ...


class SystemTimekeeper:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """CLOCK_BOOTTIME where there is one (Linux), else the monotonic clock."""
        return time.clock_gettime(_SCALE)


class WakingTimekeeper:
    """As another one, but that nothing elapses while the machine sleeps."""

    def __init__(self, time: Timekeeper) -> None:
        self._time = time

    def now(self) -> datetime:
        """The other one's wall clock."""
        return self._time.now()

    def elapsed(self) -> float:
        """The monotonic clock, which stands in a suspend on Linux."""
        return time.monotonic()


def waking(time: Timekeeper) -> Timekeeper:
    """The machine's own clocks without its sleep; a clock that somebody turns by hand as it is."""
    return WakingTimekeeper(time) if isinstance(time, SystemTimekeeper) else time


_SCALE = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
