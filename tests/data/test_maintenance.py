"""Planned windows: when they are open, what they cover, on days of 23 and 25 hours too."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.maintenance import opened, span_after, span_at, upcoming
from data.models.maintenance import Maintenance, Rhythm, Span, covering

LONDON = ZoneInfo("Europe/London")
UTC_ZONE = ZoneInfo("UTC")
SUNDAYS = Rhythm(time(2), 4 * 3600, UTC_ZONE, weekday=6)
NIGHTLY = Rhythm(time(23), 2 * 3600, LONDON)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-11-22T01:59:59", False),
        ("2026-11-22T02:00:00", True),
        ("2026-11-22T05:59:59", True),
        ("2026-11-22T06:00:00", False),
        ("2026-11-23T03:00:00", False),
    ],
)
def test_a_weekly_window_is_open_in_its_hours_only(now: str, is_open: bool) -> None:
    assert (span_at(SUNDAYS, at(now)) is not None) is is_open


def test_a_nightly_window_reaches_into_the_next_day() -> None:
    span = span_at(NIGHTLY, at("2026-11-21T00:30:00"))
    assert span == Span(at("2026-11-20T23:00:00"), at("2026-11-21T01:00:00"))


def test_it_lasts_as_long_as_it_says_though_the_clocks_are_changed() -> None:
    night = Rhythm(time(0, 30), 3 * 3600, LONDON)
    spring = span_at(night, at("2026-03-29T02:00:00"))
    autumn = span_at(night, at("2026-10-25T01:00:00"))
    assert spring == Span(at("2026-03-29T00:30:00"), at("2026-03-29T03:30:00"))
    assert autumn == Span(at("2026-10-24T23:30:00"), at("2026-10-25T02:30:00"))


def test_a_start_that_the_clocks_skip_comes_as_much_later() -> None:
    skipped = Rhythm(time(1, 30), 1800, LONDON)
    assert span_at(skipped, at("2026-03-29T01:40:00")) is not None
    assert span_at(skipped, at("2026-03-29T00:40:00")) is None


def test_what_is_planned_once_opens_once() -> None:
    once = Span(at("2026-11-25T20:00:00"), at("2026-11-25T21:00:00"))
    assert span_after(once, at("2026-11-25T19:00:00")) == once
    assert span_at(once, at("2026-11-25T20:30:00")) == once
    assert span_after(once, at("2026-11-25T20:00:00")) is None


def test_the_next_one_is_the_earliest_of_all() -> None:
    plan = (
        Maintenance("sunday", SUNDAYS),
        Maintenance("nightly", NIGHTLY),
        Maintenance("past", Span(at("2026-11-01T00:00:00"), at("2026-11-01T01:00:00"))),
    )
    found = upcoming(plan, at("2026-11-22T00:30:00"))
    assert found is not None
    assert (found.maintenance.name, found.span.start) == ("sunday", at("2026-11-22T02:00:00"))
    assert upcoming((), at("2026-11-22T00:30:00")) is None


def test_a_window_covers_sources_by_name_and_by_group() -> None:
    window = Maintenance("patches", SUNDAYS, patterns=("db *", "database"))
    assert window.covers("db main", "postgres")
    assert window.covers("replica", "database")
    assert not window.covers("api", "http")
    assert not Maintenance("all quiet", SUNDAYS).covers("api", "http")


def test_a_source_is_covered_while_a_window_is_open_and_silence_wins() -> None:
    loud = Maintenance("announced", NIGHTLY, patterns=("*",), silence=False)
    quiet = Maintenance("patches", NIGHTLY, patterns=("db *",))
    now = at("2026-11-20T23:30:00")
    assert [each.maintenance.name for each in opened((loud, quiet), now)] == ["announced", "patches"]
    for name, expected in (("db main", "patches"), ("api", "announced")):
        opening = covering(name, "", opened((loud, quiet), now))
        assert opening is not None
        assert opening.maintenance.name == expected
    assert covering("db main", "", opened((loud, quiet), now + timedelta(hours=2))) is None


@given(
    minute=st.integers(0, 2 * 365 * 24 * 60),
    hour=st.integers(0, 23),
    hours=st.floats(0.25, 24.0),
    weekday=st.one_of(st.none(), st.integers(0, 6)),
    zone=st.sampled_from(["UTC", "Europe/London", "America/St_Johns", "Pacific/Apia"]),
)
def test_the_next_time_is_after_now_and_then_it_is_open(
    minute: int, hour: int, hours: float, weekday: int | None, zone: str
) -> None:
    now = at("2026-01-01T00:00:00") + timedelta(minutes=minute)
    rhythm = Rhythm(time(hour), hours * 3600, ZoneInfo(zone), weekday)
    coming = span_after(rhythm, now)
    assert coming is not None
    assert now < coming.start <= now + timedelta(days=8, hours=2)
    assert span_at(rhythm, coming.start) is not None
    here = span_at(rhythm, now)
    assert here is None or here.start <= now < here.end
