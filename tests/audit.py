"""Counts what the interpreter itself is told of: connections opened, programs started."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TOUCHES = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
STARTS = ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork", "os.forkpty", "os.system", "pty.spawn")
_audits: list[tuple[tuple[str, ...], list[str]]] = []
_hooked: list[bool] = []


@contextmanager
def audited(*events: str) -> Iterator[list[str]]:
    """The events of these names that come while the block runs, each with its arguments."""
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked.append(True)
    found: list[str] = []
    audit = (events, found)
    _audits.append(audit)
    try:
        yield found
    finally:
        _audits[:] = [each for each in _audits if each is not audit]


def _hear(event: str, given: tuple[Any, ...]) -> None:
    for wanted, found in _audits:
        if event in wanted:
            found.append(f"{event} {given}")
