"""Where it is morning while the tests run, so that no day ends in the middle of one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo


@cache
def mid_morning() -> str:
    """A zone in which it is between ten and noon: the morning list is due, and midnight is far.

    It stays the same in one process: where an hour ends, two answers could be a day apart. Its day is
    that of UTC when it is chosen.
    """
    ahead = max(10 - datetime.now(UTC).hour, -12)
    return f"Etc/GMT{-ahead:+d}"


def this_morning() -> datetime:
    """The present moment, in that zone."""
    return datetime.now(ZoneInfo(mid_morning()))
