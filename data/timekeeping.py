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


_SCALE = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
