"""Which values and times a plot spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gallery import ZONE
from tests.widgets.charts.made import LATENCY, NOW, chart
from widgets.charts.chart import Clock
from widgets.charts.chart_axis import extent, times


@pytest.mark.parametrize(
    ("values", "low"),
    [([10, 90], 0.0), ([90, 100], 90.0), ([98, 100], 0.0), ([5, 5], 0.0), ([-5, 5], -5.0), ([0, 0], 0.0)],
)
def test_a_plot_begins_at_nought_unless_what_moves_lies_far_above(values: list[float], low: float) -> None:
    bottom, top = extent(chart(values, unit=""))
    assert bottom == low and top > max(values)


def test_a_limit_that_is_near_is_in_the_picture_and_one_far_off_is_not() -> None:
    assert extent(chart([150, 180], threshold=LATENCY))[1] > 500
    assert extent(chart([10, 12], threshold=LATENCY))[1] < 20


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=50))
def test_every_value_is_within(values: list[float]) -> None:
    low, high = extent(chart(values, threshold=LATENCY))
    assert low <= min(values) and max(values) <= high and low < high


def test_times_are_round_in_the_zone_and_do_not_touch() -> None:
    told = list(times(chart([1.0]), 66))
    assert [words for _, words in told] == ["08:15", "08:30", "08:45", "09:00"]
    assert told[-1][0] == NOW - 130  # the picture ends at 09:02:10


@pytest.mark.parametrize(
    ("hours", "room", "first"),
    [(1, 160, "08:05"), (6, 66, "04:00"), (24, 66, "12:00"), (168, 66, "Sat 14")],
)
def test_longer_ranges_have_rounder_times(hours: float, room: int, first: str) -> None:
    made = replace(chart([1.0]), start=NOW - hours * 3600)
    told = [words for _, words in times(made, room)]
    assert told[0] == first and 2 <= len(told) <= room // 12 + 1


def test_times_stay_round_when_the_clocks_go_back() -> None:
    after = datetime(2026, 10, 25, 9, 2, 10, tzinfo=UTC)  # two hours after the hour that came twice
    made = replace(chart([1.0]), start=NOW - 43_200, clock=Clock(after, NOW, ZONE))
    assert [words for _, words in times(made, 66)] == ["Sun 25", "03:00", "06:00", "09:00"]
