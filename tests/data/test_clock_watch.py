"""A moved wall clock is noticed, once, and nothing else is."""

from __future__ import annotations

import pytest

from data.clock_watch import ClockWatch
from tests.fakes import HandClock, moved_wall


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 315360000.0])
def test_a_jump_is_told_once(seconds: float) -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.move(1)
    moved_wall(clock, seconds)
    assert watch.jump() == pytest.approx(seconds)
    clock.move(1)
    assert watch.jump() is None


def test_a_silence_is_measured_on_the_steady_scale() -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.move(7200)
    assert watch.silence() == pytest.approx(7200)
    moved_wall(clock, 3600)
    assert watch.silence() == 0


def test_a_suspend_and_a_slow_correction_are_no_jump() -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.move(7200)
    assert watch.jump() is None
    moved_wall(clock, 0.5)
    assert watch.jump() is None
