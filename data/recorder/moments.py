"""The moment that somebody means by what they typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.errors import UsageError
from data.safe import safe

_REMEDY = 'a moment looks like "02:14", "yesterday 02:14", "2026-11-20T02:14+00:00" or "10m ago"'
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(?:(am|pm)\b)?", re.IGNORECASE)
_AGO = re.compile(r"-?((?:\d+\s*[a-z]+\s*)+?)\s*(ago)?", re.IGNORECASE)
_SPAN = re.compile(r"(\d+)\s*([a-z]+)", re.IGNORECASE)
_UNITS = {
    "s": 1,
    "sec": 1,
    "m": 60,
    "min": 60,
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "d": 86_400,
    "day": 86_400,
}
_UNITS |= {"second": 1, "minute": 60}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAME = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|yesterday", re.IGNORECASE
)
_ZONE = re.compile(r"(?:[A-Za-z]+(?:/[A-Za-z_+-]+\d*)+|UTC|GMT|Z)")
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}")


def moment_of(words: str, zone: ZoneInfo, latest: datetime, now: datetime) -> datetime:
    """A time of day means the last one before `latest`; a time without a zone is one of `zone`.

    Names of days, and how long ago something was, count from `now`. Raises UsageError.
    """
    typed = words.strip()
    try:
        moment = _ago(typed, now, latest) or _said(typed, zone, now, latest)
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        moment = None
    if moment is None:
        raise UsageError(f'"{safe(typed)}" is no moment', _REMEDY)
    return moment


def _ago(typed: str, now: datetime, latest: datetime) -> datetime | None:
    if typed.casefold() in ("now", "latest", "end"):
        return latest
    found = _AGO.fullmatch(typed)
    if found is None or not (found[2] or typed.startswith("-")):
        return None
    spans = _SPAN.findall(found[1])
    seconds = [
        int(count) * _UNITS.get(unit.casefold(), _UNITS.get(unit.casefold()[:-1], 0)) for count, unit in spans
    ]
    return now - timedelta(seconds=sum(seconds)) if all(seconds) else None


def _said(typed: str, zone: ZoneInfo, now: datetime, latest: datetime) -> datetime | None:
    day, _, rest = typed.partition(" ")
    if _DAY_NAME.fullmatch(day):
        clock, at = _clock(rest, zone)
        return _on(_day(day.casefold(), now.astimezone(at).date()), clock, at)
    if _CLOCK.match(typed):
        clock, at = _clock(typed, zone)
        today = latest.astimezone(at).date()
        moment = _on(today, clock, at)
        return moment if moment <= latest else _on(today - timedelta(days=1), clock, at)
    stamp, _, name = typed.rpartition(" ")
    if stamp and _ZONE.fullmatch(name):
        return datetime.fromisoformat(stamp).replace(tzinfo=_zone(name))
    moment = datetime.fromisoformat(typed)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _clock(words: str, zone: ZoneInfo) -> tuple[time, tzinfo]:
    """A time of day, and the zone it is of: its own, or `zone`."""
    found = _CLOCK.match(words.strip())
    if found is None:
        raise ValueError("no time of day")
    hour, half = int(found[1]), (found[4] or "").casefold()
    if half and not 1 <= hour <= 12:
        raise ValueError("no such hour")
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    name = words.strip()[found.end() :].strip()
    return time(hour, int(found[2]), int(found[3] or 0)), _zone(name) if name else zone


def _zone(name: str) -> tzinfo:
    if _OFFSET.fullmatch(name):
        at = datetime.strptime(name.replace(":", ""), "%z").tzinfo
        assert at is not None
        return at
    if not _ZONE.fullmatch(name):
        raise ValueError("no zone")
    return ZoneInfo("UTC" if name in ("Z", "GMT") else name)


def _day(name: str, today: date) -> date:
    if name == "today":
        return today
    if name == "yesterday":
        return today - timedelta(days=1)
    return today - timedelta(days=(today.weekday() - _DAYS.index(name[:3])) % 7)


def _on(day: date, clock: time, zone: tzinfo) -> datetime:
    """By way of UTC: on the night of a change, clocks of one zone do not tell what is first."""
    return datetime.fromtimestamp(datetime.combine(day, clock, zone).timestamp(), zone)
