"""The world of a scenario does the same for the same, in whatever order it is asked."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import correlation, mean, pstdev

import pytest

from data.drills.worlds.values import Episode, value_at
from data.drills.worlds.world import World, carried_out, deed_of
from data.models.reading import Answer
from data.models.scenario import Effect, Quantity, Shape, Trouble
from tests.data.drills.small_world import API, DB, ERRORS, POOL, SCENARIO

_STILL = Quantity("x", "", 10.0)


def shaped(
    effect: Effect, second: float, cured: float | None = None, quantity: Quantity = _STILL
) -> float | None:
    episode = Episode(Trouble("t", "t", (effect,), fade=20), 100.0, cured)
    service = replace(DB, quantities=(quantity,))
    return value_at(SCENARIO, 1, service, quantity, second, (episode,))


@pytest.mark.parametrize(
    ("effect", "values"),
    [
        (Effect("db main", Shape.STEP, "x", to=50), {99: 10, 100: 50, 500: 50}),
        (Effect("db main", Shape.RAMP, "x", to=50, over=40), {100: 10, 120: 30, 140: 50, 500: 50}),
        (Effect("db main", Shape.LEAK, "x", to=50, over=40), {100: 10, 140: 50, 180: 90}),
        (Effect("db main", Shape.CLIFF, "x", to=0, over=60), {100: 10, 159: 10, 160: 0}),
        (Effect("db main", Shape.FLAP, "x", to=50, every=30), {100: 50, 129: 50, 130: 10, 160: 50}),
        (Effect("db main", Shape.LOSS, "x"), {99: 10, 100: None}),
        (Effect("api", Shape.STEP, "x", to=50), {500: 10}),
        (Effect("db main", Shape.STEP, "y", to=50), {500: 10}),
    ],
    ids=lambda each: each.shape if isinstance(each, Effect) else "",
)
def test_shapes(effect: Effect, values: dict[float, float | None]) -> None:
    assert {second: shaped(effect, second) for second in values} == values


def test_cured_it_fades() -> None:
    effect = Effect("db main", Shape.STEP, "x", to=50)
    assert [shaped(effect, second, cured=200) for second in (199, 200, 210, 220, 300)] == [50, 50, 30, 10, 10]


def test_a_value_stays_within_what_it_can_be() -> None:
    effect = Effect("db main", Shape.LEAK, "x", to=50, over=10)
    assert shaped(effect, 900, quantity=replace(_STILL, high=100.0)) == 100


def test_a_day_has_its_rhythm_and_each_round_its_own_noise() -> None:
    world = World(replace(SCENARIO, troubles=(), injects=()), 7)
    by_hour = [world.value(DB, replace(POOL, noise=0.0), hour * 3600) for hour in range(24)]
    numbers = [value for value in by_hour if value is not None]
    assert max(numbers) == pytest.approx(44, abs=0.1) and min(numbers) == pytest.approx(36, abs=0.1)
    assert numbers.index(max(numbers)) == 12  # it begins at five past three, and the peak is at three
    assert len({world.value(DB, POOL, second) for second in range(0, 150)}) == 10


@pytest.mark.parametrize("ago", [False, True])
def test_noise_is_as_wide_as_it_is_said_to_be(ago: bool) -> None:
    """In the scenario, and in the past before it, of which so much more is asked for at once."""
    rounds = range(-4000, 0) if ago else range(4000)
    level = replace(POOL, day=0.0, noise=2.0)
    values = [value_at(SCENARIO, 7, DB, level, number * DB.every, ()) or 0.0 for number in rounds]
    assert mean(values) == pytest.approx(40, abs=0.2) and pstdev(values) == pytest.approx(2, abs=0.1)
    assert abs(correlation(values[1:], values[:-1])) < 0.06, "neighbours are alike"
    assert values == [value_at(SCENARIO, 7, DB, level, number * DB.every, ()) for number in rounds]
    assert values != [value_at(SCENARIO, 8, DB, level, number * DB.every, ()) for number in rounds]


def test_what_follows_comes_after_and_not_where_its_cause_is_cured() -> None:
    world = World(SCENARIO, 7)
    assert [each.trouble.id for each in world.episodes(59)] == []
    assert [(each.trouble.id, each.began) for each in world.episodes(260)] == [("leak", 60), ("errors", 260)]
    assert (world.value(API, ERRORS, 260) or 0) > 7
    cured = World(SCENARIO, 7)
    cured.do(SCENARIO.deeds[1], 250.4)
    assert [(each.trouble.id, each.cured) for each in cured.episodes(900)] == [("leak", 251)]


def test_the_wrong_order_does_harm_and_the_right_one_helps() -> None:
    harmed = World(SCENARIO, 7)
    harmed.do(SCENARIO.deeds[2], 400)
    assert harmed.answer(DB, 401) == "the server is restoring"
    assert isinstance(harmed.answer(DB, 399), Answer)
    helped = World(SCENARIO, 7)
    helped.do(SCENARIO.deeds[0], 390)
    helped.do(SCENARIO.deeds[2], 400)
    assert isinstance(helped.answer(DB, 401), Answer)
    assert "leak" in [each.trouble.id for each in helped.episodes(401) if each.cured == 400]


def test_what_comes_from_outside_comes_at_its_time_or_on_its_condition() -> None:
    world = World(SCENARIO, 7)
    came = {each.inject.id: each.second for each in world.happened(900)}
    assert came["called"] == 300
    assert came["full"] > 300
    ended = World(SCENARIO, 7)
    ended.do(SCENARIO.deeds[1], 200)
    assert [each.inject.id for each in ended.happened(900)] == ["called"]


def test_it_is_the_same_in_whatever_order_it_is_asked() -> None:
    def told(world: World, second: int) -> object:
        return (
            world.answer(DB, second),
            world.answer(API, second),
            world.happened(second),
            world.episodes(second),
        )

    world, deed = World(SCENARIO, 11), SCENARIO.deeds[1]
    world.do(deed, 420)
    forward = {second: told(world, second) for second in range(0, 900, 30)}
    order = list(forward)
    random.Random(4).shuffle(order)
    other = World(SCENARIO, 11)
    other.do(deed, 420)
    assert {second: told(other, second) for second in order} == forward
    assert told(World(SCENARIO, 12), 100) != forward[90]


def test_a_deed_that_is_told_late_counts_from_its_own_second() -> None:
    world = World(SCENARIO, 7)
    world.answer(DB, 800)
    world.do(SCENARIO.deeds[1], 300)
    assert [each.cured for each in world.episodes(800)] == [300, 300]


def test_only_steps_that_the_scenario_knows_do_anything() -> None:
    assert deed_of(SCENARIO, "manual-pool", "look") is None
    steps = [("manual-pool", "look", 10.0), ("manual-pool", "end-idle", 20.0)]
    assert [(each.deed.id, each.second) for each in carried_out(SCENARIO, steps)] == [("end", 20.0)]
