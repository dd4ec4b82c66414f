"""Times and ages as people read them."""

from __future__ import annotations

from datetime import datetime, tzinfo

_WEEK = 7
"""Days: in fewer than these the name of a day says which one."""


def clock_time(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """``08:50`` today, ``19 Nov`` before; nothing for nothing."""
    if at is None:
        return ""
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b}"


def end_time(at: datetime, now: datetime, zone: tzinfo) -> str:
    """An end, to the minute on any day: ``08:50`` today, ``Sun 00:15`` this week, ``2 Dec 08:50``."""
    local = at.astimezone(zone)
    days = abs((local.date() - now.astimezone(zone).date()).days)
    if not days:
        return f"{local:%H:%M}"
    return f"{local:%a %H:%M}" if days < _WEEK else f"{local.day} {local:%b %H:%M}"


def age(seconds: float) -> str:
    """A coarse age: ``8 s``, ``12 min``, ``3 h``, ``2 d``."""
    seconds = max(0.0, seconds)
    for limit, size, unit in ((90, 1, "s"), (5400, 60, "min"), (172800, 3600, "h")):
        if seconds < limit:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86400:.0f} d"
