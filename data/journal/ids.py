"""Ids of entries: UUIDv7, which begin with the time and so sort by it."""

from __future__ import annotations

import threading

import uuid_utils

_TIME = 13
"""How many characters of an id are the time."""
_lock = threading.Lock()
_last = ""


def next_id(milliseconds: int) -> str:
    """An id for a moment, in milliseconds since 1970; within one of them, ids of one process rise."""
    global _last
    made = str(uuid_utils.uuid7(nanoseconds=milliseconds * 1_000_000))
    with _lock:
        if made <= _last and made[:_TIME] == _last[:_TIME]:
            made = str(uuid_utils.UUID(int=uuid_utils.UUID(_last).int + 1))
        _last = made
    return made
