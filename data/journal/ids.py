"""Ids of entries: UUIDv7, which begin with the time and so sort by it."""

from __future__ import annotations

import threading

import uuid_utils

_lock = threading.Lock()
_last = uuid_utils.UUID(int=0)


def next_id(milliseconds: int) -> str:
    """An id for a moment, in milliseconds since 1970; within one of them, ids of one process rise."""
    global _last
    made = uuid_utils.uuid7(nanoseconds=milliseconds * 1_000_000)
    with _lock:
        if made.int >> 80 == _last.int >> 80 and made < _last:
            made = uuid_utils.UUID(int=_last.int + 1)
        _last = made
    return str(made)
