"""The stage's clock follows the world's at its own speed, and can be stopped and put elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.clock_watch import ClockWatch
from data.stage_clock import StageClock
from tests.fakes import START, HandClock, moved_wall

AT = START - timedelta(days=30)


def test_it_follows_at_its_speed() -> None:
    world = HandClock()
    stage = StageClock(world, AT, speed=10)
    world.move(6)
    assert (stage.now(), stage.elapsed()) == (AT + timedelta(seconds=60), 60)
    stage.run(2)
    world.move(6)
    assert (stage.now(), stage.elapsed()) == (AT + timedelta(seconds=72), 72)


def test_paused_it_stands_and_can_be_stepped() -> None:
    world = HandClock()
    stage = StageClock(world, AT, running=False)
    world.move(100)
    assert stage.now() == AT and not stage.running
    stage.step(5)
    assert (stage.now(), stage.elapsed()) == (AT + timedelta(seconds=5), 5)
    stage.run()
    world.move(1)
    stage.pause()
    world.move(50)
    assert stage.elapsed() == 6


def test_it_can_be_put_to_a_moment() -> None:
    world = HandClock()
    stage = StageClock(world, AT)
    world.move(3)
    stage.go_to(AT + timedelta(hours=2))
    world.move(3)
    assert stage.now() == AT + timedelta(hours=2, seconds=3)


def test_whatever_is_done_to_it_nobody_sees_a_moved_wall_clock() -> None:
    world = HandClock()
    stage = StageClock(world, AT)
    watch = ClockWatch(stage)
    moved_wall(world, 3600)
    stage.run(5)
    world.move(4)
    stage.step(-500)
    stage.go_to(AT)
    assert watch.jump() is None


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_time_goes_forward(speed: float) -> None:
    with pytest.raises(ValueError, match="forward"):
        StageClock(HandClock(), AT).run(speed)
