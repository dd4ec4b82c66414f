"""Each service is asked at its own seconds, whatever the steps in which time goes on."""

from __future__ import annotations

import random
from datetime import timedelta

from data.drills.worlds.rounds import Rounds
from data.drills.worlds.world import World
from data.models.alert import Alert
from data.models.round import Round
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.data.drills.small_world import SCENARIO
from tests.fakes import HandClock, answering


def played(steps: list[float]) -> list[Round]:
    found: list[Round] = []
    rounds = Rounds(World(SCENARIO, 7), found.append)
    for second in steps:
        rounds.go_on(second)
    return found


def test_whatever_the_speed_the_rounds_are_the_same() -> None:
    chance = random.Random(2)
    uneven = sorted(chance.uniform(0, 600) for _ in range(90))
    even = played([*map(float, range(0, 601))])
    assert played([*uneven, 600.0]) == even
    assert played([600.0]) == even
    assert [each.ended_elapsed for each in even if each.source == "api"] == [*map(float, range(0, 601, 10))]


def test_a_store_sees_an_outage_come_and_go() -> None:
    clock = HandClock(SCENARIO.starts, 0.0)
    made = [
        Source(each.name, each.kind, each.group, each.every, 3.0, True, answering())
        for each in SCENARIO.services
    ]
    store = Store(made, load_policies().get("manual"), clock)
    world = World(SCENARIO, 7)
    rounds = Rounds(world, store.record)
    verdicts = {}
    for second in range(0, 1201, 60):
        if second == 480:
            world.do(SCENARIO.deeds[1], second)
        rounds.go_on(second)
        clock.wall, clock.ticks = SCENARIO.starts + timedelta(seconds=second), float(second)
        store.expire()
        verdicts[second] = store.snapshot().verdict
    assert [verdicts[second] for second in (0, 60)] == [Verdict.PASS, Verdict.PASS]
    assert verdicts[420] is Verdict.FAIL
    assert verdicts[1200] is Verdict.PASS
    api = store.snapshot().source("api")
    assert api is not None and api.phase is Phase.FRESH
    (alert,) = api.items
    assert isinstance(alert, Alert) and alert.title == "pool is full"
    assert {each.signal: each.observation.value for each in api.readings}["alerts.firing"] == 1
