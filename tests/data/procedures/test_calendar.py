from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.models.checklist import Every, Recurrence, Week
from data.models.weekday import Weekday
from data.procedures.calendar import between, coming, current, falls_on, instant, local_day

LONDON = ZoneInfo("Europe/London")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/London",
        "Europe/Berlin",
        "America/New_York",
        "America/Havana",
        "America/Santiago",
        "Africa/Cairo",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
    )
]
DAILY = Recurrence(Every.DAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_daily_list_is_due_at_nine_of_the_teams_clock() -> None:
    summer = current(DAILY, LONDON, at("2026-07-01T12:00:00Z"))
    winter = current(DAILY, LONDON, at("2026-12-01T12:00:00Z"))
    assert summer and summer.due == at("2026-07-01T08:00:00Z")
    assert winter and winter.due == at("2026-12-01T09:00:00Z")
    assert summer.overdue - summer.due == timedelta(hours=2)


@pytest.mark.parametrize(
    ("zone", "clock", "skipped", "due_when_skipped", "twice", "due_when_twice"),
    [
        (
            LONDON,
            time(1, 30),
            date(2026, 3, 29),
            "2026-03-29T01:30:00Z",
            date(2026, 10, 25),
            "2026-10-25T00:30:00Z",
        ),
        (
            BERLIN,
            time(2, 30),
            date(2026, 3, 29),
            "2026-03-29T01:30:00Z",
            date(2026, 10, 25),
            "2026-10-25T00:30:00Z",
        ),
    ],
)
def test_a_time_that_is_skipped_or_comes_twice_is_due_once(
    zone: ZoneInfo, clock: time, skipped: date, due_when_skipped: str, twice: date, due_when_twice: str
) -> None:
    """Fault 72."""
    recurrence = Recurrence(Every.DAY, at=clock)
    for day, due in ((skipped, due_when_skipped), (twice, due_when_twice)):
        assert instant(day, clock, zone) == at(due)
        week = between(
            recurrence, zone, day - timedelta(days=3), instant(day + timedelta(days=3), time(12), zone)
        )
        assert [occasion.day for occasion in week] == [day + timedelta(days=n) for n in range(-3, 4)]


def test_days_of_23_and_25_hours_are_days_like_any_other() -> None:
    """Fault 20."""
    hours = {}
    for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25)):
        occasion = current(DAILY, LONDON, instant(day, time(12), LONDON))
        assert occasion and occasion.day == day
        hours[day] = (occasion.closes - occasion.opens) / timedelta(hours=1)
    assert list(hours.values()) == [24, 23, 25]


def test_a_day_that_a_zone_left_out_has_no_list() -> None:
    apia = ZoneInfo("Pacific/Apia")
    found = between(DAILY, apia, date(2011, 12, 28), at("2011-12-31T20:00:00Z"))
    assert [occasion.day.day for occasion in found] == [28, 29, 31, 1]


def test_the_last_moment_of_a_day_belongs_to_it() -> None:
    occasion = current(DAILY, LONDON, at("2026-07-01T22:59:59.999999Z"))
    assert occasion and occasion.day == date(2026, 7, 1)
    after = current(DAILY, LONDON, at("2026-07-01T23:00:00Z"))
    assert after and after.day == date(2026, 7, 2)


@pytest.mark.parametrize("weekday", list(Weekday))
def test_a_weekdays_list_opens_on_that_day_and_can_be_made_up_for_until_the_next(weekday: Weekday) -> None:
    recurrence = Recurrence(Every.WEEK, weekday=weekday)
    occasion = current(recurrence, LONDON, at("2026-11-20T12:00:00Z"))
    assert occasion
    assert occasion.day.weekday() == weekday.number
    assert occasion.closes - occasion.opens == timedelta(days=7)
    assert occasion.overdue - occasion.opens == timedelta(days=1)


def test_a_weekly_list_without_a_day_has_time_till_friday() -> None:
    occasion = current(Recurrence(Every.WEEK), LONDON, at("2026-11-20T12:00:00Z"))
    assert occasion
    assert occasion.day == date(2026, 11, 16)
    assert occasion.overdue == at("2026-11-21T00:00:00Z")
    assert occasion.closes == at("2026-11-23T00:00:00Z")


@pytest.mark.parametrize(
    ("month", "fourth", "last"),
    [
        ((2026, 2), (22, 28), (22, 28)),
        ((2028, 2), (22, 28), (23, 29)),
        ((2026, 4), (22, 28), (24, 30)),
        ((2026, 10), (22, 28), (25, 31)),
    ],
)
def test_the_fourth_week_is_not_the_last(
    month: tuple[int, int], fourth: tuple[int, int], last: tuple[int, int]
) -> None:
    for week, (first_day, last_day) in ((Week.FOURTH, fourth), (Week.LAST, last)):
        recurrence = Recurrence(Every.MONTH, week=week)
        days = [day for day in range(1, 29) if falls_on(recurrence, date(*month, day))]
        assert days == list(range(first_day, min(last_day, 28) + 1))
        occasion = current(recurrence, LONDON, datetime(*month, last_day, 12, tzinfo=UTC))
        assert occasion and occasion.day == date(*month, first_day)


@pytest.mark.parametrize(
    ("week", "days"), [(Week.FIRST, (1, 7)), (Week.SECOND, (8, 14)), (Week.THIRD, (15, 21))]
)
def test_weeks_of_a_month_are_its_days(week: Week, days: tuple[int, int]) -> None:
    recurrence = Recurrence(Every.MONTH, week=week)
    assert falls_on(recurrence, date(2026, 11, days[0])) and falls_on(recurrence, date(2026, 11, days[1]))
    assert not falls_on(recurrence, date(2026, 11, days[1] + 1))


def test_quarters_and_years() -> None:
    now = at("2026-11-20T12:00:00Z")
    quarter, year = (current(Recurrence(every), LONDON, now) for every in (Every.QUARTER, Every.YEAR))
    assert quarter and (quarter.day, local_day(quarter.closes, LONDON)) == (
        date(2026, 10, 1),
        date(2027, 1, 1),
    )
    assert year and (year.day, local_day(year.closes, LONDON)) == (date(2026, 1, 1), date(2027, 1, 1))
    assert quarter.overdue == at("2026-12-01T00:00:00Z")


def test_a_list_on_demand_is_never_due() -> None:
    recurrence = Recurrence(Every.ON_DEMAND)
    now = at("2026-11-20T12:00:00Z")
    assert current(recurrence, LONDON, now) is None
    assert coming(recurrence, LONDON, now) is None
    assert between(recurrence, LONDON, date(2020, 1, 1), now) == []


_RECURRENCES = st.builds(
    Recurrence,
    every=st.sampled_from([every for every in Every if every is not Every.ON_DEMAND]),
    at=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    weekday=st.none() | st.sampled_from(Weekday),
    week=st.none() | st.sampled_from(Week),
)


@settings(max_examples=300, deadline=None)
@given(
    _RECURRENCES,
    st.sampled_from(ZONES),
    st.integers(0, 17 * 365 * 86400).map(
        lambda seconds: at("2020-01-01T00:00:00Z") + timedelta(seconds=seconds)
    ),
)
def test_occasions_follow_one_another_without_gap_or_overlap(
    recurrence: Recurrence, zone: ZoneInfo, now: datetime
) -> None:
    here, following = current(recurrence, zone, now), coming(recurrence, zone, now)
    assert here and following
    assert here.opens <= now < here.closes == following.opens
    assert here.opens <= here.due
    assert here.due <= here.overdue
    assert here.overdue <= here.closes + timedelta(hours=2)
    assert local_day(here.opens, zone) == here.day


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.dates(date(2021, 1, 1), date(2030, 12, 1)), st.times())
def test_a_daily_list_is_neither_doubled_nor_skipped(zone: ZoneInfo, first: date, clock: time) -> None:
    last = first + timedelta(days=20)
    found = between(Recurrence(Every.DAY, at=clock), zone, first, instant(last, time(12), zone))
    assert [occasion.day for occasion in found] == [first + timedelta(days=n) for n in range(21)]
