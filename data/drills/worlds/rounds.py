"""Asks the services of a scenario at the seconds of its own clock, whatever the speed it is played at.

A poller waits, and what it waits for comes a little sooner or later each time. Here each service is
asked at the multiples of its interval exactly, so that the same drill gives the same readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from data.drills.worlds.things import counted, items_of
from data.drills.worlds.world import World
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer
from data.models.round import Round
from data.models.scenario import Service

_TOOK_MS = 12.0


def answer_at(world: World, service: Service, second: float) -> Answer | Failure:
    """What a service says, with what it lists; or the failure, where it does not answer."""
    said = world.answer(service, second)
    if isinstance(said, str):
        return Failure(FailureKind.TIMEOUT, said)
    items = items_of(world.scenario, service, world.happened(second), second, world.episodes(second))
    seen = (*said.observations, *counted(world.scenario, service, items))
    moment = world.scenario.starts + timedelta(seconds=second)
    return replace(said, observations=seen, items=world.silences.over(service.name, items, moment))


class Rounds:
    """Goes on through a scenario; `record` is given each round in the order of time."""

    def __init__(self, world: World, record: Callable[[Round], None]) -> None:
        self._world = world
        self._record = record
        self._asked = {service.name: -service.every for service in world.scenario.services}

    def go_on(self, second: float) -> None:
        """Ask whatever was due up to that second."""
        for at, service in sorted(self._due(second), key=lambda due: (due[0], due[1].name)):
            self._record(self._round(service, at))

    def again(self, second: float) -> None:
        """Ask every service now, beside its interval."""
        for service in self._world.scenario.services:
            self._record(self._round(service, second))

    def _due(self, second: float) -> Iterator[tuple[float, Service]]:
        for service in self._world.scenario.services:
            at = self._asked[service.name] + service.every
            while at <= second:
                yield at, service
                self._asked[service.name] = at
                at += service.every

    def _round(self, service: Service, second: float) -> Round:
        said = answer_at(self._world, service, second)
        at = self._world.scenario.starts + timedelta(seconds=second)
        answer, failure = (None, said) if isinstance(said, Failure) else (said, None)
        return Round(service.name, at, second, _TOOK_MS, answer, failure)
