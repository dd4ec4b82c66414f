"""The provider of one simulated service, at the moment where the stage's clock stands."""

from __future__ import annotations

from datetime import datetime

from data.drills.worlds.rounds import answer_at
from data.drills.worlds.world import World
from data.errors import SourceError
from data.models.alert import Silence, Wish
from data.models.failure import Failure
from data.models.past import Past, Window
from data.models.reading import Answer
from data.models.scenario import Service
from data.timekeeping import Timekeeper


class SimulatedProvider:
    """Answers from the world of a scenario; its past is that of a service that was always well."""

    def __init__(self, world: World, service: Service, clock: Timekeeper) -> None:
        """`clock` counts the seconds of the scenario as elapsed."""
        self._world = world
        self._service = service
        self._clock = clock

    async def fetch(self) -> Answer:
        """What the service says now. Raises SourceError where it does not answer."""
        said = answer_at(self._world, self._service, self._clock.elapsed())
        if isinstance(said, Failure):
            raise SourceError(said.kind, said.message)
        return said

    async def silences(self) -> tuple[Silence, ...]:
        """All silences in force at this moment."""
        return self._world.silences.listed(self._service.name, self._clock.now())

    async def silence(self, wish: Wish) -> str:
        """Make a silence; its id. Raises SourceError."""
        items = (await self.fetch()).items
        return self._world.silences.make(self._service.name, wish, items, self._clock.now())

    async def extend(self, id: str, ends: datetime) -> str:
        """Have a silence end at another time; its id. Raises SourceError."""
        self._world.silences.end(id, ends)
        return id

    async def expire(self, id: str) -> None:
        """End a silence now. Raises SourceError."""
        self._world.silences.end(id, self._clock.now())

    async def past(self, window: Window) -> tuple[Past, ...]:
        """The series between two moments of the scenario's calendar, none of them in its future."""
        began, now = self._world.scenario.starts.timestamp(), self._clock.elapsed()
        count = int((window.end - window.start) // window.step) + 1
        times = [window.start + number * window.step for number in range(count)]
        found = []
        for quantity in self._service.quantities:
            seen = [
                (at, value)
                for at in times
                if at - began <= now
                and (value := self._world.value(self._service, quantity, at - began)) is not None
            ]
            found.append(
                Past(
                    quantity.signal,
                    quantity.labels,
                    quantity.unit,
                    tuple(at for at, _ in seen),
                    tuple(value for _, value in seen),
                )
            )
        return tuple(found)

    async def close(self) -> None:
        """There is nothing to close."""
