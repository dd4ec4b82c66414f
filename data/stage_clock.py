"""A clock for what is replayed or played: it can be stopped, hurried, and put to another moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.timekeeping import Timekeeper

SLOWEST, FASTEST = 0.1, 60
"""Seconds of the stage to one of the world that may be asked for."""


class StageClock:
    """A Timekeeper that follows another one at a speed of its own.

    Both of its scales move together, so that a change of speed or of moment is no jump of the wall
    clock to those who watch for one.
    """

    def __init__(self, base: Timekeeper, at: datetime, *, speed: float = 1.0, running: bool = True) -> None:
        """Begin at the moment `at`; `speed` in seconds of the stage to one second of `base`."""
        self._base = base
        self._at = at
        self._elapsed = 0.0
        self._since = base.elapsed()
        self._speed = speed
        self._running = running

    @property
    def speed(self) -> float:
        """Seconds of the stage to one second of the world, while it runs."""
        return self._speed

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._running

    def now(self) -> datetime:
        """The moment on the stage."""
        return self._at + timedelta(seconds=self._gone())

    def elapsed(self) -> float:
        """Seconds that have been played."""
        return self._elapsed + self._gone()

    def run(self, speed: float | None = None) -> None:
        """Go on, at another speed where one is given; it must be above nought."""
        self._settle()
        self._running = True
        if speed is not None:
            if not speed > 0:
                raise ValueError("time goes forward")
            self._speed = speed

    def pause(self) -> None:
        """Stand still."""
        self._settle()
        self._running = False

    def step(self, seconds: float) -> None:
        """Go so far at once, back where it is below nought."""
        self._settle()
        self._at += timedelta(seconds=seconds)
        self._elapsed += seconds

    def go_to(self, at: datetime) -> None:
        """Be at that moment."""
        self.step((at - self.now()).total_seconds())

    def _gone(self) -> float:
        return (self._base.elapsed() - self._since) * self._speed if self._running else 0.0

    def _settle(self) -> None:
        gone, self._since = self._gone(), self._base.elapsed()
        self._at += timedelta(seconds=gone)
        self._elapsed += gone
