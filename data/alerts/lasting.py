"""How long a silence lasts: as people say it, and by how much one key extends it."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.config.base import parse_duration
from data.models.alert import Silence

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=30)
_LEAST, _MOST = timedelta(minutes=15), timedelta(days=1)


def lasting(text: str) -> timedelta | None:
    """A time from ``2h`` or ``45m``; None for what is no time, or none that a silence may last."""
    try:
        found = timedelta(seconds=parse_duration(text.strip().replace(" ", "")))
    except (ValueError, OverflowError):
        return None
    return found if SHORTEST <= found <= LONGEST else None


def extended_end(silence: Silence, now: datetime) -> datetime:
    """As long again as it was made for, but a quarter of an hour at least and a day at most."""
    length = silence.ends - silence.starts if silence.ends and silence.starts else _LEAST
    return max(silence.ends or now, now) + min(max(length, _LEAST), _MOST)
