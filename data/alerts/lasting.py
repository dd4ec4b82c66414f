"""How long a silence lasts: as people say it, and by how much one key extends it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from data.config.base import parse_duration
from data.errors import UsageError
from data.models.alert import Matcher, Silence
from data.safe import safe

_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=30)
_MATCHER = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|!~|!=|=)\s*(.*)", re.DOTALL)
_LEAST, _MOST = timedelta(minutes=15), timedelta(days=1)


def lasting(text: str) -> timedelta | None:
    """A time from ``2h`` or ``45m``; None for what is no time, or none that a silence may last."""
    try:
        found = timedelta(seconds=parse_duration(text.strip().replace(" ", "")))
    except (ValueError, OverflowError):
        return None
    return found if _SHORTEST <= found <= _LONGEST else None


def extended_end(silence: Silence, now: datetime) -> datetime:
    """As long again as it was made for, but a quarter of an hour at least and a day at most."""
    length = silence.ends - silence.starts if silence.ends and silence.starts else _LEAST
    return max(silence.ends or now, now) + min(max(length, _LEAST), _MOST)


def wanted(text: str) -> timedelta:
    """As `lasting`, but raises UsageError for what is no such time."""
    found = lasting(text)
    if found is None:
        raise UsageError(f'"{safe(text)}" is no time from a minute to 30 days', "45m, 2h, 1d")
    return found


def matcher(text: str) -> Matcher:
    """A matcher as Alertmanager writes it: ``service=~"api-.*"``. Raises UsageError for anything else."""
    match = _MATCHER.fullmatch(text.strip())
    if match is None:
        raise UsageError(
            f'"{safe(text)}" is no matcher', 'name="value", name!="value", name=~"regex", name!~"regex"'
        )
    name, sign, value = match.groups()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return Matcher(name, value, is_regex="~" in sign, is_equal="!" not in sign)
