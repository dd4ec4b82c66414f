"""A simulated service is a source like any other: it answers, fails, and tells of its past."""

from __future__ import annotations

import pytest

from data.drills.worlds.world import World
from data.errors import SourceError
from data.models.past import Window
from data.provider import Historian, Provider
from data.providers.simulated.client import SimulatedProvider
from data.stage_clock import StageClock
from tests.data.drills.small_world import DB, SCENARIO
from tests.fakes import HandClock


def provider(second: float, *, harmed: bool = False) -> SimulatedProvider:
    world = World(SCENARIO, 7)
    if harmed:
        world.do(SCENARIO.deeds[2], 10)
    clock = StageClock(HandClock(), SCENARIO.starts, running=False)
    clock.step(second)
    return SimulatedProvider(world, DB, clock)


async def test_it_answers_as_of_now() -> None:
    made: Provider = provider(400)
    (seen,) = (await made.fetch()).observations
    assert (seen.signal, seen.value, seen.unit) == ("db.connections_pct", 98.0, "%")
    await made.close()


async def test_what_does_not_answer_says_why() -> None:
    with pytest.raises(SourceError, match="the server is restoring"):
        await provider(60, harmed=True).fetch()


async def test_its_past_reaches_back_before_the_beginning_and_not_into_the_future() -> None:
    made = provider(300)
    assert isinstance(made, Historian)
    began = SCENARIO.starts.timestamp()
    (past,) = await made.past(Window(began - 3600, began + 3600, 60))
    assert past.times[0] == began - 3600 and past.times[-1] == began + 300
    assert max(past.values[:60]) < 50 < past.values[-1]
