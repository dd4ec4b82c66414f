from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.history.bins import Bins


def all_of(bins: Bins) -> list[tuple[float, float]]:
    return list(bins.points(-1e12, 1e12))


@given(st.lists(st.tuples(st.floats(0, 50), st.integers(-100, 100)), max_size=80))
def test_each_span_holds_the_mean_of_its_values(steps: list[tuple[float, int]]) -> None:
    bins, at, expected = Bins(10.0, 10_000), 0.0, dict[int, list[int]]()
    for pause, value in steps:
        at += pause
        bins.add(at, value)
        expected.setdefault(int(at // 10.0), []).append(value)
    assert [(round(t / 10.0 - 0.5), pytest.approx(v, abs=1e-3)) for t, v in all_of(bins)] == [
        (index, pytest.approx(sum(values) / len(values), abs=1e-3)) for index, values in expected.items()
    ]


def test_the_oldest_goes_when_there_is_no_room() -> None:
    bins = Bins(10.0, 3)
    for at in range(0, 100, 10):
        bins.add(at, at)
    assert [value for _, value in all_of(bins)] == [70, 80, 90]


def test_what_was_measured_stays_when_the_past_is_filled_in() -> None:
    bins = Bins(10.0, 100)
    bins.add(105.0, 1.0)
    bins.fill([(81.0, 5.0), (89.0, 7.0), (101.0, 9.0)])
    assert all_of(bins) == [(85.0, 6.0), (105.0, 1.0)]


def test_a_span_that_was_filled_in_is_measured_anew() -> None:
    bins = Bins(10.0, 100)
    bins.fill([(101.0, 9.0)])
    bins.add(105.0, 1.0)
    bins.add(106.0, 2.0)
    assert all_of(bins) == [(105.0, 1.5)]


def test_where_room_is_short_the_newest_question_counts() -> None:
    bins = Bins(10.0, 4)
    bins.fill([(t, 1.0) for t in range(1000, 1040, 10)])
    bins.fill([(1.0, 2.0), (11.0, 2.0)])
    assert [value for _, value in all_of(bins)] == [2.0, 2.0, 1.0, 1.0]
    bins.add(2000.0, 3.0)
    assert len(bins) == 4
    bins.add(2001.0, 5.0)
    assert all_of(bins)[-1] == (2005.0, 4.0)


def test_times_before_the_machine_started_are_times_like_others() -> None:
    bins = Bins(1800.0, 700)
    bins.fill([(-604_800.0 + 1800.0 * n, float(n)) for n in range(336)])
    assert len(bins) == 336 and all_of(bins)[0] == (-604_800.0 + 900.0, 0.0)
