"""Moments as commands print them, in the team's zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def text_time(moment: datetime, zone: ZoneInfo) -> str:
    """For people, to the second."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def json_time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """For programs, to the millisecond; None for what has not been."""
    return moment.astimezone(zone).isoformat(timespec="milliseconds") if moment else None
