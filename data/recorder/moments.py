"""The moment that somebody means by what they typed."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.errors import UsageError
from data.safe import safe

_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_REMEDY = 'a moment looks like "09:02", "2026-11-20 09:02" or "2026-11-20T09:02:11+00:00"'


def moment_of(words: str, zone: ZoneInfo, latest: datetime) -> datetime:
    """A time of day means the last one before `latest`; a time without a zone is one of `zone`.

    Raises UsageError.
    """
    typed = words.strip()
    try:
        if _CLOCK.fullmatch(typed):
            return _time_of_day(time.fromisoformat(typed.zfill(len(typed) + (typed[1] == ":"))), zone, latest)
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise UsageError(f'"{safe(typed)}" is no moment', _REMEDY) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _time_of_day(clock: time, zone: ZoneInfo, latest: datetime) -> datetime:
    day = latest.astimezone(zone).date()
    moment = datetime.combine(day, clock, zone)
    if moment.timestamp() > latest.timestamp():
        moment = datetime.combine(day - timedelta(days=1), clock, zone)
    return moment
