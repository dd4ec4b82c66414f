"""What is usual at an hour of the week: robust, zone-aware, and silent where too little is known."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.baselines.band import LEAST, band
from data.baselines.book import MOST, Baselines
from data.baselines.hour import HOUR, HOURS, like, when
from data.baselines.weeks import Weeks

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
KEY = ("prom", "api.p95_ms", (("service", "a"),))


def filled(value: object, zone: ZoneInfo = LONDON, until: datetime = NOW) -> Baselines:
    book = Baselines(zone)
    start = until.timestamp() // HOUR * HOUR - HOURS * HOUR
    moments = [start + n * HOUR for n in range(1, HOURS)]
    book.learn(KEY, "ms", [(at, value(datetime.fromtimestamp(at, zone))) for at in moments])  # type: ignore[operator]
    return book


def test_the_band_of_a_friday_morning_is_made_of_friday_mornings() -> None:
    book = filled(
        lambda at: 100.0 + at.day % 3 if (at.weekday(), at.hour) in [(4, 8), (4, 9), (4, 10)] else 900.0
    )
    usual = book.usual(KEY, NOW)
    assert usual is not None and usual.when == "on Fridays at 09" and usual.samples == 12
    assert 80 < usual.low <= 100 and 102 <= usual.high < 120
    assert not usual.holds(412.0) and usual.holds(101.0)
    other = book.usual(KEY, NOW + timedelta(days=1))
    assert other is not None and other.middle == 900.0 and other.when == "on Saturdays at 09"


def test_an_outage_last_week_does_not_become_usual() -> None:
    bad = (NOW - timedelta(weeks=1)).date()
    usual = filled(lambda at: 9_000.0 if at.date() == bad else 100.0).usual(KEY, NOW)
    assert usual is not None and usual.high < 112


def test_too_few_samples_say_nothing() -> None:
    book = Baselines(LONDON)
    assert book.usual(KEY, NOW) is None
    last_week = (NOW - timedelta(weeks=1)).timestamp()
    book.learn(KEY, "ms", [(last_week + n * HOUR, 100.0) for n in (-1, 0, 1)])
    assert book.usual(KEY, NOW) is None


def test_hours_are_those_of_the_wall_across_a_change_of_the_clocks() -> None:
    """In London the clocks went back on 25 October 2026: nine o'clock stayed nine o'clock."""
    for hour in like(int(NOW.timestamp() // HOUR), LONDON):
        local = datetime.fromtimestamp(hour * HOUR, LONDON)
        assert local.weekday() == 4 and local.hour in (8, 9, 10)
    before = datetime(2026, 10, 30, 9, tzinfo=LONDON)
    utc_hours = {
        datetime.fromtimestamp(h * HOUR, UTC).hour for h in like(int(before.timestamp() // HOUR), LONDON)
    }
    assert utc_hours == {7, 8, 9}
    assert when(datetime(2026, 10, 23, 8, tzinfo=UTC), LONDON) == "on Fridays at 09"


@given(st.lists(st.floats(0, 1e6), min_size=LEAST, max_size=20))
def test_the_band_is_the_median_and_three_robust_deviations(samples: list[float]) -> None:
    found = band(samples)
    assert found is not None
    middle = median(samples)
    distance = median(abs(each - middle) for each in samples)
    reach = max(3 * 1.4826 * distance, 0.1 * abs(middle))
    assert found.middle == pytest.approx(middle)
    assert found.high == pytest.approx(middle + reach)
    assert found.low == pytest.approx(max(0.0, middle - reach))


@given(st.lists(st.tuples(st.integers(0, 3_000), st.floats(-1e3, 1e3, width=32)), max_size=60))
def test_the_last_four_weeks_are_kept_and_no_more(entries: list[tuple[int, float]]) -> None:
    weeks, expected = Weeks(), dict[int, float]()
    for hour, value in entries:
        weeks.put(hour, value)
        if not expected or hour > max(expected) - HOURS:
            expected[hour] = value
        expected = {each: kept for each, kept in expected.items() if each > max(expected) - HOURS}
    assert dict(weeks.known) == expected


def test_what_is_no_number_is_not_learned() -> None:
    weeks = Weeks()
    weeks.put(5, float("nan"))
    weeks.put(6, float("inf"))
    assert list(weeks.known) == [] and weeks.newest is None


def test_series_without_end_do_not_fill_the_memory() -> None:
    tracemalloc.start()
    try:
        book = Baselines(LONDON)
        for n in range(2_000):
            book.learn(("prom", "x", (("pod", str(n)),)), "ms", [(NOW.timestamp(), 1.0)])
        size = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(book.units) == MOST and size < 4_000_000


def test_series_that_nothing_is_heard_of_are_let_go() -> None:
    book = filled(lambda at: 1.0)
    book.forget(NOW.timestamp())
    assert list(book.units) == [KEY]
    book.forget(NOW.timestamp() + HOURS * HOUR + HOUR)
    assert list(book.units) == []


def test_what_a_wrong_clock_learned_is_let_go() -> None:
    book = Baselines(LONDON)
    book.learn(KEY, "ms", [(NOW.timestamp() + 365 * 86_400.0, 1.0)])
    book.forget(NOW.timestamp())
    book.learn(KEY, "ms", [(NOW.timestamp(), 2.0)])
    assert [value for _, value in book.samples(KEY)] == [2.0]
