"""Counts what the interpreter itself is told of: connections opened, programs started."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TOUCHES = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
STARTS = ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork", "os.forkpty", "os.system", "pty.spawn")
_heard: list[list[str]] = []


@contextmanager
def audited(*events: str) -> Iterator[list[str]]:
    """The events of these names that come while the block runs, each with its arguments."""
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked.append(True)
    found: list[str] = []
    _heard.append(found)
    _wanted.append(events)
    try:
        yield found
    finally:
        _heard.remove(found)
        _wanted.remove(events)


_hooked: list[bool] = []
_wanted: list[tuple[str, ...]] = []


def _hear(event: str, given: tuple[Any, ...]) -> None:
    for found, wanted in zip(_heard, _wanted, strict=True):
        if event in wanted:
            found.append(f"{event} {given}")
