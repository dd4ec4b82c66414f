"""A lock on an open file with a bounded wait, and who holds it."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from data.errors import JournalError
from data.safe import safe

WAIT_S = 2.0
"""How long an append waits for another process before it goes elsewhere."""
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
_TELL_AFTER_S = 0.15
_FIRST_PAUSE_S = 0.0005
_LONGEST_PAUSE_S = 0.01


class LockBusy(JournalError):
    """Another process did not let go of a file in time."""


def lock(fd: int, wait_s: float, tell: Callable[[str], None]) -> None:
    """Lock the file for writing. `tell` hears who holds it when that takes a while. Raises LockBusy."""
    if try_lock(fd, fcntl.LOCK_EX):
        return
    started, pause, told = time.monotonic(), _FIRST_PAUSE_S, False
    while not try_lock(fd, fcntl.LOCK_EX):
        waited = time.monotonic() - started
        if waited >= wait_s:
            raise LockBusy(f"{holder(fd)} has held the journal's lock for {waited:.0f} s")
        if waited >= _TELL_AFTER_S and not told:
            told = True
            tell(f"waiting for {holder(fd)}, which holds the journal's lock")
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)


def unlock(fd: int) -> None:
    """Let go of the lock."""
    with suppress(OSError):  # closing the file lets go of it too
        fcntl.flock(fd, fcntl.LOCK_UN)


def try_lock(fd: int, how: int) -> bool:
    """Whether the lock was to be had at once. Where the file system knows no locks, it always is."""
    try:
        fcntl.flock(fd, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True


def holder(fd: int) -> str:
    """Who holds the lock, as far as the system tells: a process by number and name."""
    status = os.fstat(fd)
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    try:
        lines = Path("/proc/locks").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        parts = line.split()
        if "->" not in parts and place in parts and "FLOCK" in parts:
            return _process(parts[parts.index(place) - 1])
    return "another process"


def _process(pid: str) -> str:
    try:
        name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return f"process {pid}"
    return f"process {pid} ({safe(name, 40)})"
