"""A clock that counts what is slept through, and one that does not."""

from __future__ import annotations

import time

import pytest

from data.timekeeping import SystemTimekeeper, waking
from tests.fakes import HandClock


def test_what_is_slept_through_elapses_on_one_clock_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = SystemTimekeeper()
    awake = waking(asleep)
    before = (asleep.elapsed(), awake.elapsed())
    real = time.clock_gettime
    monkeypatch.setattr(time, "clock_gettime", lambda scale: real(scale) + 3_600.0)  # the boot's clock alone
    assert asleep.elapsed() - before[0] > 3_599.0
    assert 0.0 <= awake.elapsed() - before[1] < 60.0
    assert abs((awake.now() - asleep.now()).total_seconds()) < 60.0


def test_a_clock_that_is_turned_by_hand_is_left_alone() -> None:
    clock = HandClock()
    assert waking(clock) is clock
