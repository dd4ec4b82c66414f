"""How a server says that it was asked too often, and how much is left until it will."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import isfinite

from data.web.retry_after import CAP_S, parse_retry_after

_PREFIXES = ("x-ratelimit-", "x-sentry-rate-limit-", "ratelimit-")
_EPOCH = 1e9
"""A reset beyond this is a moment, in seconds since 1970; one below it a span."""
_EPOCH_MS = 1e11


def limited_for(status: int, headers: Mapping[str, str], now: datetime) -> tuple[bool, float | None]:
    """Whether an answer means "too often", and the seconds to wait where it says so.

    A plain 403 is a lack of rights; with a wait, or with nothing left of a limit, it is the
    secondary limit that GitHub answers in this way.
    """
    wait = parse_retry_after(headers.get("retry-after"), now)
    if status not in (403, 429):
        return False, wait
    spent = header_number(headers, "remaining") == 0
    if wait is None and (spent or status == 429):
        wait = until_reset(headers, now)
    return status == 429 or spent or "retry-after" in headers, wait


def until_reset(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until the limit begins anew, at most five minutes; None where that is not said."""
    reset = header_number(headers, "reset")
    if reset is None or reset < 0:
        return None
    if reset >= _EPOCH_MS:
        reset /= 1000
    seconds = reset - now.timestamp() if reset >= _EPOCH else reset
    return min(max(seconds, 0.0), CAP_S)


def header_number(headers: Mapping[str, str], name: str) -> float | None:
    """The number in the rate limit header of that name (``limit``, ``remaining``, ``reset``)."""
    for prefix in _PREFIXES:
        text = headers.get(prefix + name, "").strip()
        if text:
            try:
                number = float(text[:40])
            except ValueError:
                return None
            return number if isfinite(number) else None
    return None
