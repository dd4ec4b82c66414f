"""What people type for a moment, and what they mean by it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UsageError
from data.recorder.moments import moment_of

_ZONE = ZoneInfo("Europe/London")
_NOW = datetime(2026, 7, 15, 9, 30, tzinfo=_ZONE)  # a Wednesday, in summer time
_LATEST = datetime(2026, 7, 15, 9, 20, tzinfo=_ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("02:14", "2026-07-15T02:14+01:00"),
        ("2:14", "2026-07-15T02:14+01:00"),
        ("02.14", "2026-07-15T02:14+01:00"),
        ("02:14:07", "2026-07-15T02:14:07+01:00"),
        ("2:14 pm", "2026-07-14T14:14+01:00"),
        ("12:05am", "2026-07-15T00:05+01:00"),
        ("09:25", "2026-07-14T09:25+01:00"),
        ("02:14Z", "2026-07-15T02:14+00:00"),
        ("02:14 UTC", "2026-07-15T02:14+00:00"),
        ("02:14+02:00", "2026-07-15T02:14+02:00"),
        ("02:14 America/New_York", "2026-07-15T02:14-04:00"),
        ("yesterday 02:14", "2026-07-14T02:14+01:00"),
        ("Today 02:14", "2026-07-15T02:14+01:00"),
        ("Sunday 23:59", "2026-07-12T23:59+01:00"),
        ("wed 02:14", "2026-07-15T02:14+01:00"),
        ("2026-07-14T02:14", "2026-07-14T02:14+01:00"),
        ("2026-07-14 02:14", "2026-07-14T02:14+01:00"),
        ("2026-07-14 02:14 UTC", "2026-07-14T02:14+00:00"),
        ("2026-07-14T02:14:09Z", "2026-07-14T02:14:09+00:00"),
        ("2026-07-14T02:14+02:00", "2026-07-14T02:14+02:00"),
        ("2026-01-14T02:14", "2026-01-14T02:14+00:00"),
        ("10m ago", "2026-07-15T09:20+01:00"),
        ("-10m", "2026-07-15T09:20+01:00"),
        ("1h 30m ago", "2026-07-15T08:00+01:00"),
        ("2 hours ago", "2026-07-15T07:30+01:00"),
        ("now", "2026-07-15T09:20+01:00"),
    ],
)
def test_it_is_understood(typed: str, meant: str) -> None:
    moment = moment_of(f" {typed} ", _ZONE, _LATEST, _NOW)
    assert moment == datetime.fromisoformat(meant) and moment.tzinfo is not None


@pytest.mark.parametrize(
    "typed",
    [
     "", "25:00", "02:60", "14:00 pm", "0:30 am", "soon", "10x ago", "5",
     "02:14 Nowhere/City", "02:14 and on",
     "yesterday", "2026-13-01", "\x1b[2J", "99999999999999999999d ago", "02:14+99:99",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UsageError, match="is no moment") as refused:
        moment_of(typed, _ZONE, _LATEST, _NOW)
    assert "yesterday 02:14" in refused.value.remedy and "\x1b" not in str(refused.value)


def test_on_the_night_of_a_change_it_is_a_moment_that_was() -> None:
    latest = datetime(2026, 10, 25, 5, 0, tzinfo=UTC)
    moment = moment_of("01:30", _ZONE, latest, latest)
    assert moment <= latest and (latest - moment).total_seconds() < 5 * 3600


@given(st.text(max_size=30))
def test_nothing_that_is_typed_does_more_than_be_refused(typed: str) -> None:
    with suppress(UsageError):
        assert moment_of(typed, _ZONE, _LATEST, _NOW).tzinfo is not None
