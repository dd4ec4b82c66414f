"""Notices that the wall clock was moved, and that time was slept away, by the steady scale."""

from __future__ import annotations

from data.timekeeping import Timekeeper

_TOLERANCE = 1.0


class ClockWatch:
    """Asked now and then, it says by how many seconds the wall clock was moved since the last time.

    A slow correction of the clock (less than a second between two questions) is not a jump;
    a suspend is none either, since both scales count it.
    """

    def __init__(self, time: Timekeeper) -> None:
        self._time = time
        self._last = self._offset()
        self._asked = time.elapsed()

    def jump(self) -> float | None:
        """Seconds forward (or, below nought, back); None where the clock went as it should."""
        before, self._last = self._last, self._offset()
        moved = self._last - before
        return moved if abs(moved) > _TOLERANCE else None

    def silence(self) -> float:
        """Seconds since it was last asked this: long after a suspend, during which nobody asks."""
        before, self._asked = self._asked, self._time.elapsed()
        return self._asked - before

    def _offset(self) -> float:
        return self._time.now().timestamp() - self._time.elapsed()
