"""In the poller's place: asks the services of the scenario by the stage's clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from data.drills.plays.stage import Stage
from data.models.entry import Draft
from data.poller import Poller

BEAT_S = 0.2
"""Seconds of the world between two looks at the clock."""


class Pulse(Poller):
    """Has the surface of the poller; nothing is asked of anybody, and nothing moves while time stands."""

    def __init__(self, stage: Stage, write: Callable[[Draft], object]) -> None:
        """`write` records what reaches the players."""
        super().__init__((), lambda _: None, stage.clock)
        self._stage = stage
        self._write = write
        self.hasten: Callable[[], object] = lambda: None
        """What else is done once a second of the world, is done with each beat where time goes faster."""

    async def run(self) -> None:
        """Go on with the scenario until cancelled."""
        while True:
            for draft in self._stage.beat():
                self._write(draft)
            clock = self._stage.clock
            if clock.running and clock.speed > 1:
                self.hasten()
            await asyncio.sleep(BEAT_S)

    async def once(self) -> None:
        """Ask every service now."""
        self._stage.ask()

    def hurry(self, name: str | None = None) -> None:
        """Ask every service with one of the next beats."""
        self._stage.hurry()

    def wake(self) -> None:
        """A stage does not sleep: what it missed is asked for at its own seconds."""
