"""Finding everything that a run started, even what left its process group."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

from data.processes.start import Started

_PROC = Path("/proc")
_DEAD = "ZX"


class Family:
    """A program and its descendants, known by the run's mark in their environment and by descent.

    Where there is no /proc only the program itself can be seen, though its group is still signalled.
    """

    def __init__(self, run: Started) -> None:
        self._process = run.process
        self._mark = run.mark.encode()
        self._known: set[tuple[int, int]] = set()

    def living(self) -> set[int]:
        """The ids of all members that live now; zombies do not.

        Whoever was seen once stays known by id and starting time, though it may have cleared its
        environment and lost its parent since.
        """
        if not _PROC.joinpath("self").exists():
            return set() if self._process.poll() is not None else {self._process.pid}
        parents: dict[int, int] = {}
        born: dict[int, int] = {}
        roots = {self._process.pid}
        for entry in os.scandir(_PROC):
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with suppress(OSError, ValueError):
                    pid = int(entry.name)
                    parents[pid], born[pid] = _parent_and_birth(entry.path)
                    if (pid, born[pid]) in self._known or _carries(entry.path, self._mark):
                        roots.add(pid)
        found = {pid for pid in parents if _descends(pid, parents, roots)}
        self._known |= {(pid, born[pid]) for pid in found}
        return found

    def send(self, number: signal.Signals) -> None:
        """Signal the group, and one by one whoever has left it."""
        leader = self._process.pid
        found = self.living()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, number)
        for pid in found:
            with suppress(ProcessLookupError, PermissionError):
                if os.getpgid(pid) != leader:
                    os.kill(pid, number)


def _parent_and_birth(path: str) -> tuple[int, int]:
    """The parent's id and the starting time; ValueError for a zombie. The name may hold anything."""
    fields = Path(path, "stat").read_bytes().rpartition(b")")[2].decode().split()
    if len(fields) < 20 or fields[0] in _DEAD:
        raise ValueError("not living")
    return int(fields[1]), int(fields[19])


def _carries(path: str, mark: bytes) -> bool:
    return mark in Path(path, "environ").read_bytes().split(b"\0")


def _descends(pid: int, parents: dict[int, int], roots: set[int]) -> bool:
    seen: set[int] = set()
    while pid not in roots:
        if pid not in parents or pid in seen:
            return False
        seen.add(pid)
        pid = parents[pid]
    return True
