"""Where it is morning while the tests run, so that no day ends in the middle of one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache


@cache
def mid_morning() -> str:
    """A zone in which it is between ten and eleven: the morning list is due, and midnight is far.

    It stays the same in one process: where an hour ends, two answers could be a day apart.
    """
    ahead = 10 - datetime.now(UTC).hour
    ahead = ahead if ahead >= -12 else ahead + 24
    return f"Etc/GMT{-ahead:+d}"
