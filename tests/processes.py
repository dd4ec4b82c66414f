"""Processes: whose they are by the HOME that they were given, and whether they have something to do."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_AT_WORK = ("R", "D")


def at_work(pid: int | str = "self", but: int | None = None) -> bool:
    """Whether a thread of a process (`but` for one) works, or waits for a processor or a disk to work on."""
    folder = Path(f"/proc/{pid}/task")
    with suppress(OSError):  # it has just ended
        for thread in folder.iterdir() if folder.exists() else ():
            state = (thread / "stat").read_text(encoding="ascii", errors="replace").rpartition(") ")[2][:1]
            if state in _AT_WORK and int(thread.name) != but:
                return True
    return False


def fair_clock(number: int) -> Callable[[], float]:
    """Seconds in which the process could have worked on its first thread, as far as the kernel tells."""
    delays = Path(f"/proc/{number}/schedstat")

    def seconds() -> float:
        waited = int(delays.read_text(encoding="ascii").split()[1]) if delays.exists() else 0
        return time.monotonic() - waited / 1e9

    return seconds


def processes_of(home: Path) -> list[int]:
    """The numbers of the processes that live in this home, zombies apart."""
    wanted = f"HOME={home}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return [number for number in found if number != os.getpid()]
