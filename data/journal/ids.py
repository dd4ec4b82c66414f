"""Ids of entries: UUIDv7, which begin with the time and so sort by it."""

from __future__ import annotations

import threading

import uuid_utils

_TIME = 13
"""How many characters of an id are the time."""
_KEPT = 16
"""So many moments are known at a time: a drill's clock stands while others go on."""
_lock = threading.Lock()
_lasts: dict[str, str] = {}


def next_id(milliseconds: int) -> str:
    """An id for a moment, in milliseconds since 1970; within one of them, ids of one process rise."""
    made = str(uuid_utils.uuid7(nanoseconds=milliseconds * 1_000_000))
    moment = made[:_TIME]
    with _lock:
        last = _lasts.pop(moment, "")
        if made <= last:
            made = str(uuid_utils.UUID(int=uuid_utils.UUID(last).int + 1))
        _lasts[moment] = made
        if len(_lasts) > _KEPT:
            del _lasts[next(iter(_lasts))]
    return made
