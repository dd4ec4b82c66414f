"""The ladder of public words of PagerDuty's guide: five minutes, five more, then every twenty."""

from __future__ import annotations

from datetime import timedelta

from data.incidents.ladder import ladder_clocks
from data.models.timer import Timer, TimerState
from data.policies.book import load_policies
from tests.data.incidents.scene import HOST, THREE, Scene

(GUIDE,) = load_policies().ladders
MIN = 60.0


def rungs(scene: Scene, seconds: float) -> tuple[Timer, ...]:
    return ladder_clocks(scene.incident, GUIDE, THREE + timedelta(seconds=seconds), HOST)


def dues(timers: tuple[Timer, ...]) -> list[float | None]:
    return [(timer.due - THREE).total_seconds() / MIN if timer.due else None for timer in timers]


def test_the_first_words_and_their_times() -> None:
    scene = Scene()
    scene.declare()
    assert dues(rungs(scene, 0)) == [5, 10, 30]
    assert [each.state for each in rungs(scene, 5 * MIN)] == [TimerState.RUNNING] * 3
    assert rungs(scene, 5 * MIN + 1)[0].state is TimerState.MISSED


def test_each_word_is_one_rung_then_every_twenty_minutes() -> None:
    scene = Scene()
    scene.declare()
    for minute in (4, 11, 29):
        scene.at(minute * MIN, "incident.update", audience="public", text="x")
    scene.at(35 * MIN, "incident.update", audience="internal", text="does not count")
    timers = rungs(scene, 40 * MIN)
    assert [each.state for each in timers] == [TimerState.MET, TimerState.LATE, TimerState.RUNNING]
    assert dues(timers)[2] == 49 and timers[2].left == 9 * MIN
    late = rungs(scene, 49 * MIN + 1)[2]
    assert (late.state, late.lapses) == (TimerState.MISSED, 1)


def test_after_two_hours_it_is_another_mode() -> None:
    scene = Scene()
    scene.declare()
    assert rungs(scene, 120 * MIN - 1)[2].state is TimerState.MISSED
    long = rungs(scene, 120 * MIN)[2]
    assert long.state is TimerState.NOT_SET and "long incident" in long.words


def test_when_it_is_over_nothing_more_is_demanded() -> None:
    scene = Scene()
    scene.declare()
    scene.at(3 * MIN, "incident.resolved")
    states = [each.state for each in rungs(scene, 500 * MIN)]
    assert states == [TimerState.NOT_SET] * 3


def test_a_ladder_of_people_has_no_clocks() -> None:
    scene = Scene("template-platform")
    scene.declare()
    (people,) = scene.policy.ladders
    assert ladder_clocks(scene.incident, people, THREE, HOST) == ()
