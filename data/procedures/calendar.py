"""When lists fall due: pure, by the days of the team's zone.

Days are counted as dates and moments compared in UTC, so that days of 23 and 25 hours are days
like any other. A local time that the clock skips comes as much later as it skips; one that comes
twice counts the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.models.checklist import Checklist, Every, Item, Recurrence, Week

_DAY = timedelta(days=1)
_GRACE = timedelta(hours=2)
_QUARTER_STARTS = (1, 4, 7, 10)
_WEEK_STARTS = {Week.FIRST: 1, Week.SECOND: 8, Week.THIRD: 15, Week.FOURTH: 22}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a list comes round, all moments in UTC.

    `day` names it and is stored with its entries. It may be begun from `opens`, falls due at `due`,
    is overdue from `overdue` on, and counts as missed once the next one `closes` it.
    """

    day: date
    opens: datetime
    due: datetime
    overdue: datetime
    closes: datetime


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the zone's clocks show `at` on `day`."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The date in the zone at that moment."""
    return moment.astimezone(zone).date()


def current(recurrence: Recurrence, zone: ZoneInfo, now: datetime) -> Occasion | None:
    """The occasion that has opened last, None for a list on demand."""
    return next(_backwards(recurrence, zone, now), None)


def coming(recurrence: Recurrence, zone: ZoneInfo, now: datetime) -> Occasion | None:
    """The first occasion that is not open yet, None for a list on demand."""
    open_now = current(recurrence, zone, now)
    if open_now is None:
        return None
    return _occasion(recurrence, zone, local_day(open_now.closes, zone))


def between(recurrence: Recurrence, zone: ZoneInfo, first: date, now: datetime) -> list[Occasion]:
    """The occasions from the day `first` to the one that has opened last, oldest first."""
    found: list[Occasion] = []
    for occasion in _backwards(recurrence, zone, now):
        if occasion.day < first:
            break
        found.append(occasion)
    return found[::-1]


def falls_on(recurrence: Recurrence, day: date) -> bool:
    """Whether `day` is one of the days that the recurrence means."""
    start = _start(recurrence, day)
    return start is not None and start <= day < _slot_end(recurrence, start)


def items_on(checklist: Checklist, day: date) -> tuple[Item, ...]:
    """The items that are on a list on that day."""
    return tuple(item for item in checklist.items if item.only is None or falls_on(item.only, day))


def _backwards(recurrence: Recurrence, zone: ZoneInfo, now: datetime) -> Iterator[Occasion]:
    day = local_day(now, zone)
    while (start := _start(recurrence, day)) is not None:
        occasion = _occasion(recurrence, zone, start)
        if occasion.opens < occasion.closes:  # else the zone left out that day altogether
            yield occasion
        day = start - _DAY


def _occasion(recurrence: Recurrence, zone: ZoneInfo, start: date) -> Occasion:
    midnight = time(0)
    due = instant(start, recurrence.at, zone)
    if recurrence.every is Every.DAY:
        overdue = due + _GRACE
    else:
        overdue = instant(_slot_end(recurrence, start), midnight, zone)
    return Occasion(
        day=start,
        opens=instant(start, midnight, zone),
        due=due,
        overdue=overdue,
        closes=instant(_next_start(recurrence, start), midnight, zone),
    )


def _start(recurrence: Recurrence, day: date) -> date | None:
    """The first day of the latest occasion that begins on `day` or before."""
    match recurrence.every:
        case Every.DAY:
            return day
        case Every.WEEK:
            wanted = recurrence.weekday.number if recurrence.weekday else 0
            return day - timedelta(days=(day.weekday() - wanted) % 7)
        case Every.MONTH:
            start = _month_start(recurrence.week, day)
            return start if start <= day else _month_start(recurrence.week, day.replace(day=1) - _DAY)
        case Every.QUARTER:
            return day.replace(month=max(month for month in _QUARTER_STARTS if month <= day.month), day=1)
        case Every.YEAR:
            return day.replace(month=1, day=1)
        case Every.ON_DEMAND:
            return None


def _next_start(recurrence: Recurrence, start: date) -> date:
    match recurrence.every:
        case Every.WEEK:
            return start + 7 * _DAY
        case Every.MONTH:
            return _month_start(recurrence.week, _following_month(start))
        case Every.QUARTER:
            return _following_month(_following_month(_following_month(start)))
        case Every.YEAR:
            return start.replace(year=start.year + 1)
    return start + _DAY


def _slot_end(recurrence: Recurrence, start: date) -> date:
    """The day after the last on which the list is in time.

    Where the document names no day: a week's list by Friday, a month's by its 21st, a quarter's within
    two months, a year's within eleven.
    """
    match recurrence.every:
        case Every.WEEK:
            return start + _DAY if recurrence.weekday else start + 5 * _DAY
        case Every.MONTH:
            return start + (7 if recurrence.week else 21) * _DAY
        case Every.QUARTER:
            return _following_month(_following_month(start))
        case Every.YEAR:
            return start.replace(month=12)
    return start + _DAY


def _month_start(week: Week | None, day: date) -> date:
    if week is Week.LAST:
        return _following_month(day) - 7 * _DAY
    return day.replace(day=_WEEK_STARTS[week] if week else 1)


def _following_month(day: date) -> date:
    return (day.replace(day=1) + 31 * _DAY).replace(day=1)
