"""Alerts of a drill are taken on and silenced like those of an alert manager."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.alerts.acknowledging import acknowledge
from data.drills.worlds.rounds import answer_at
from data.drills.worlds.world import World
from data.errors import SourceError
from data.models.alert import Alert, Matcher, Silence, Wish
from data.models.reading import Answer
from data.provider import AlertKeeper
from data.providers.simulated.client import SimulatedProvider
from data.stage_clock import StageClock
from tests.data.drills.small_world import API, SCENARIO
from tests.fakes import HandClock

_HOUR = timedelta(hours=1)


class Desk:
    """The API's alert in the 500th second, and whoever answers it."""

    def __init__(self) -> None:
        self.world = World(SCENARIO, 7)
        self.clock = StageClock(HandClock(), SCENARIO.starts, running=False)
        self.keeper = SimulatedProvider(self.world, API, self.clock)
        self.clock.step(500)

    def wish(self, **more: object) -> Wish:
        return Wish(self.clock.now() + _HOUR, "alice", "on it", **more)  # type: ignore[arg-type]

    def at(self, second: float) -> tuple[list[Alert], list[Silence]]:
        answer = answer_at(self.world, API, second)
        assert isinstance(answer, Answer)
        alerts = [each for each in answer.items if isinstance(each, Alert)]
        return alerts, [each for each in answer.items if isinstance(each, Silence)]


async def test_an_alert_is_taken_on_once_and_given_back() -> None:
    desk = Desk()
    assert isinstance(desk.keeper, AlertKeeper)
    [alert], _ = desk.at(500)
    taken = await acknowledge(desk.keeper, desk.wish(fingerprint=alert.id))
    assert taken.mine
    [covered], [silence] = desk.at(501)
    assert covered.silenced_by == (silence.id,) and silence.acknowledges == alert.id and silence.fires
    [before], none = desk.at(499)
    assert before.active and not none
    again = await acknowledge(desk.keeper, desk.wish(fingerprint=alert.id))
    assert not again.mine
    desk.clock.step(60)
    await desk.keeper.expire(silence.id)
    [free], none = desk.at(561)
    assert free.active and not none and await desk.keeper.silences() == ()


async def test_a_silence_covers_what_matches_and_ends_by_itself() -> None:
    desk = Desk()
    id = await desk.keeper.silence(desk.wish(matchers=(Matcher("alertname", "pool.*", is_regex=True),)))
    await desk.keeper.silence(
        desk.wish(matchers=(Matcher("alertname", "("), Matcher("x", "(", is_regex=True)))
    )
    [alert], silences = desk.at(510)
    assert alert.silenced_by == (id,) and len(silences) == 2 and not silences[0].acknowledges
    await desk.keeper.extend(id, desk.clock.now() + timedelta(seconds=20))
    [alert], _ = desk.at(520)
    assert alert.active


async def test_what_there_is_not_cannot_be_changed() -> None:
    desk = Desk()
    with pytest.raises(SourceError, match="no longer"):
        await desk.keeper.silence(desk.wish(fingerprint="another"))
    with pytest.raises(SourceError, match="no such"):
        await desk.keeper.expire("another")
