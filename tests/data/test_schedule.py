"""When a source is asked next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schedule import CEILING, head_start, pause, stale_after


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 15), (1, 15), (2, 30), (3, 60), (4, 120), (5, 120), (99, 120)]
)
def test_doubles_up_to_eight_intervals(failures: int, seconds: float) -> None:
    assert pause(15, failures, 0.5) == pytest.approx(seconds)


def test_never_longer_than_five_minutes_for_failures_alone() -> None:
    assert pause(120, 50, 0.5) == pytest.approx(CEILING)
    assert pause(3600, 50, 0.5) == pytest.approx(3600)


@pytest.mark.parametrize(("asked", "seconds"), [(1, 15), (60, 60), (3600, CEILING)])
def test_what_the_source_asked_for_is_honoured_within_the_ceiling(asked: float, seconds: float) -> None:
    assert pause(15, 1, 0.5, asked) == pytest.approx(seconds)


@given(st.floats(0.5, 86400), st.integers(0, 200), st.floats(0, 1, exclude_max=True))
def test_jitter_is_ten_per_cent(every: float, failures: int, chance: float) -> None:
    middle = pause(every, failures, 0.5)
    assert 0.9 * middle <= pause(every, failures, chance) <= 1.1 * middle + 1e-9


def test_the_first_round_is_spread_but_soon() -> None:
    starts = [head_start(position, 500) for position in range(500)]
    assert starts[0] == 0 and starts == sorted(starts) and starts[-1] < 2.0
    assert head_start(1, 2) <= 0.02


def test_stale_comes_before_the_third_missed_interval_and_after_jitter() -> None:
    assert 2 * 15 < stale_after(15) < 3 * 15
