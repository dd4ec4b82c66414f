"""Hours as the calendar of a zone has them: like ones lie a week apart, whatever the clocks did between."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HOUR = 3_600
WEEKS = 4
"""As many weeks are looked back: what was usual before that is no longer."""
HOURS = WEEKS * 7 * 24 + 3
"""Back to the hour before the same one then, even if the clocks were changed meanwhile."""
_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def hour_of(seconds: float) -> int:
    """The hour in which a moment lies, counted since 1970."""
    return math.floor(seconds / HOUR)


def when(at: datetime, zone: ZoneInfo) -> str:
    """The hour of the week in words: ``on Fridays at 09``."""
    local = at.astimezone(zone)
    return f"on {_DAYS[local.weekday()]} at {local:%H}"


@lru_cache(maxsize=64)
def like(hour: int, zone: ZoneInfo) -> tuple[int, ...]:
    """The hours of former weeks with the same name there, each with its two neighbours."""
    local = datetime.fromtimestamp(hour * HOUR, zone).replace(tzinfo=None)
    found = []
    for week in range(1, WEEKS + 1):
        same = (local - timedelta(weeks=week)).replace(tzinfo=zone).astimezone(UTC)
        middle = hour_of(same.timestamp())
        found += [middle - 1, middle, middle + 1]
    return tuple(found)
