"""Which maintenance is under way, what it covers, and when the next one begins: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from data.config.zone import find_zone
from data.models.maintenance import Maintenance, Opening, Rhythm, Span
from data.models.practice import Window

_DAY = timedelta(days=1)
_WEEK = 7
_MINUTES = 24 * 60
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHEN = re.compile(rf"(?i)(daily|{'|'.join(_WEEKDAYS)}) (\d\d:\d\d)-(\d\d:\d\d)")


def opened(plan: Sequence[Maintenance], now: datetime) -> tuple[Opening, ...]:
    """The windows that are open now, the one that closes first in front."""
    spans = ((each, span_at(each.when, now)) for each in plan)
    found = [Opening(each, span) for each, span in spans if span is not None]
    return tuple(sorted(found, key=lambda opening: opening.span.end))


def upcoming(plan: Sequence[Maintenance], now: datetime) -> Opening | None:
    """The window that opens next; None where nothing is planned."""
    spans = ((each, span_after(each.when, now)) for each in plan)
    found = [Opening(each, span) for each, span in spans if span is not None]
    return min(found, key=lambda opening: opening.span.start, default=None)


def rhythm_of(window: Window) -> Rhythm | None:
    """When a policy allows changes; None where it does so at any time, or in words of its own."""
    told = _WHEN.fullmatch(window.when.strip())
    zone = find_zone(window.zone) or find_zone("UTC")
    if told is None or zone is None:
        return None
    day, start, end = told[1].lower(), time.fromisoformat(told[2]), time.fromisoformat(told[3])
    weekday = None if day == "daily" else _WEEKDAYS.index(day)
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return Rhythm(start, (minutes % _MINUTES or _MINUTES) * 60.0, zone, weekday)


def span_at(when: Span | Rhythm, now: datetime) -> Span | None:
    """The time in which it is open now; the latest begun where one day's reaches into the next."""
    if isinstance(when, Span):
        return when if when.start <= now < when.end else None
    return next((span for span in _backwards(when, now) if span.start <= now < span.end), None)


def span_after(when: Span | Rhythm, now: datetime) -> Span | None:
    """The next time at which it opens; None where that is past for good."""
    if isinstance(when, Span):
        return when if when.start > now else None
    return next(span for span in _forwards(when, now) if span.start > now)


def _backwards(rhythm: Rhythm, now: datetime) -> Iterator[Span]:
    day = now.astimezone(rhythm.zone).date() + _DAY
    last = day - timedelta(seconds=rhythm.seconds) - (_WEEK + 2) * _DAY
    while day >= last:
        if _falls_on(rhythm, day):
            yield _span(rhythm, day)
        day -= _DAY


def _forwards(rhythm: Rhythm, now: datetime) -> Iterator[Span]:
    day = now.astimezone(rhythm.zone).date() - _DAY
    while True:
        if _falls_on(rhythm, day):
            yield _span(rhythm, day)
        day += _DAY


def _falls_on(rhythm: Rhythm, day: date) -> bool:
    return rhythm.weekday is None or day.weekday() == rhythm.weekday


def _span(rhythm: Rhythm, day: date) -> Span:
    """A start that the zone's clocks skip comes as much later as they skip."""
    start = datetime.combine(day, rhythm.at.replace(fold=0), rhythm.zone).astimezone(UTC)
    return Span(start, start + timedelta(seconds=rhythm.seconds))
