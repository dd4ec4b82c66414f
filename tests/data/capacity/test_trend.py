"""The line through the past: exact where it can be, robust where it must be, honest where it cannot."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.capacity.forecast import Reach, forecast
from data.capacity.trend import DAY, HOUR, TooLittle, Trend, trend

NOW = 100 * DAY


def points(days: float, value: object, step: float = 1_800.0) -> list[tuple[float, float]]:
    count = int(days * DAY / step)
    times = [NOW - (count - n) * step for n in range(count)]
    return [(at, value((at - NOW) / DAY)) for at in times]  # type: ignore[operator]


def line(of: list[tuple[float, float]]) -> Trend:
    found = trend(of, NOW)
    assert isinstance(found, Trend), found
    return found


@given(st.floats(-50, 50), st.floats(-1000, 1000))
def test_a_straight_line_is_found(slope: float, level: float) -> None:
    found = line(points(7, lambda day: level + slope * day))
    assert found.slope == pytest.approx(slope, abs=1e-6)
    assert found.level == pytest.approx(level, abs=1e-3 + abs(slope) * 0.02)
    assert found.low <= found.slope <= found.high


def test_a_service_that_is_busy_by_day_does_not_grow() -> None:
    found = line(points(3.6, lambda day: 50 + 40 * math.sin(2 * math.pi * day)))
    assert found.slope == pytest.approx(0.0, abs=1e-9)


def test_growth_is_seen_through_the_hours_of_the_day_and_wild_values() -> None:
    chance = random.Random(3)

    def value(day: float) -> float:
        busy = 20 * math.sin(2 * math.pi * day)
        return 1e4 if chance.random() < 0.1 else 50 + 2 * day + busy + chance.gauss(0, 1)

    found = line(points(7, value, step=HOUR))
    assert found.slope == pytest.approx(2.0, abs=0.3) and found.rises


@pytest.mark.parametrize("days", [0, 0.1, 1, 2.9])
def test_too_little_is_said(days: float) -> None:
    found = trend(points(days, lambda day: 50 + day), NOW)
    assert isinstance(found, TooLittle)
    due = forecast(found, 50.0, 80.0, above=True)
    assert due.reach is Reach.TOO_LITTLE and due.days is None and "of at least 3 d" in due.words


def test_a_long_span_with_few_values_is_too_little_too() -> None:
    found = trend(points(10, lambda day: day, step=6 * HOUR), NOW)
    assert isinstance(found, TooLittle)
    assert "40 hours with values" in forecast(found, 1.0, 80.0, above=True).words


def test_days_until_the_limit() -> None:
    due = forecast(line(points(7, lambda day: 60 + 2 * day)), 60.0, 80.0, above=True)
    assert due.reach is Reach.NEARS and due.days == pytest.approx(10.0, abs=0.02)
    assert due.words.startswith("in 10 d, between 10 d and 10 d")


def test_downwards_counts_as_well() -> None:
    due = forecast(line(points(7, lambda day: 100 - 5 * day)), 100.0, 50.0, above=False)
    assert due.reach is Reach.NEARS and due.days == pytest.approx(10.0, abs=0.02)
    assert forecast(line(points(7, lambda day: 100 + day)), 100.0, 50.0, above=False).reach is Reach.NOT_SO


@pytest.mark.parametrize(("slope", "word"), [(0.0, "flat"), (-1.0, "away from it"), (0.001, "slow")])
def test_what_does_not_lead_there_says_so(slope: float, word: str) -> None:
    due = forecast(line(points(7, lambda day: 50 + slope * day)), 50.0, 80.0, above=True)
    assert due.reach is Reach.NOT_SO and due.days is None and word in due.words


def test_noise_gives_an_interval_or_no_promise() -> None:
    chance = random.Random(5)
    steady = forecast(line(points(7, lambda day: 60 + 2 * day + chance.gauss(0, 4))), 60.0, 80.0, above=True)
    assert steady.soonest is not None and steady.days is not None and steady.latest is not None
    assert steady.soonest < steady.days < steady.latest and steady.latest - steady.soonest > 0.5
    wild = forecast(line(points(4, lambda day: 60 + 0.5 * day + chance.gauss(0, 20))), 60.0, 80.0, above=True)
    assert wild.latest is None and wild.reach in (Reach.UNSURE, Reach.NOT_SO)


def test_nine_times_in_ten_the_truth_lies_between() -> None:
    """Also where one hour is much like the next, as in life: eight tenths of it, here."""
    chance, held = random.Random(1), 0
    for _ in range(100):
        stray, values = 0.0, []
        for hour in range(14 * 24):
            stray = 0.8 * stray + chance.gauss(0, 1.8)
            values.append((NOW - (14 * 24 - hour) * HOUR, 50 + hour / 48 + stray))
        found = line(values)
        held += found.low <= 0.5 <= found.high
    assert held >= 82


def test_what_is_there_already_needs_no_trend() -> None:
    assert forecast(TooLittle(0.0, 0), 81.0, 80.0, above=True).reach is Reach.REACHED
