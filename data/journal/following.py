"""Seeing what other processes and machines write: a look at a few files' sizes, twice a second."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta, tzinfo
from pathlib import Path
from typing import IO

from data.errors import JournalError
from data.journal.folders import open_to_read
from data.journal.listing import Lister
from data.journal.names import parse_name
from data.journal.reading import Position, read_file
from data.journal.showing import shown
from data.journal.tails import tail_of
from data.journal.windows import lines_before
from data.models.entry import Entry

TICK_S = 0.5
_OWN_REMEMBERED = 20_000

Mark = tuple[int, int, int]
"""Inode, size and time of change of a file."""


_Entries = tuple[Entry, ...]


@dataclass(slots=True)
class _Followed:
    mark: Mark
    position: Position = field(default_factory=Position)


class Follower:
    """Follows the files of today and yesterday, of all machines, on a thread of its own."""

    def __init__(
        self,
        root: Path,
        zone: tzinfo,
        today: Callable[[], date],
        tell: Callable[[_Entries, _Entries], None],
        listed: Lister,
    ) -> None:
        """`tell` is given what others wrote, and where what this process wrote stands."""
        self._root = root
        self._zone = zone
        self._today = today
        self._tell = tell
        self._listed = listed
        self._files: dict[Path, _Followed] = {}
        self._own: dict[str, bool] = {}
        self._lock = threading.Lock()
        self._unplaced: dict[str, Entry] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """From now on tell what is added to the files; what is there already is known."""
        if self._thread is None:
            self._files = {
                path: _Followed(mark, _end_of(path, mark[1])) for path, mark in self._look().items()
            }
            self._thread = threading.Thread(target=self._run, name="journal-follower", daemon=True)
            self._thread.start()

    def expect(self, entry_id: str) -> None:
        """This process is about to write it: nobody else does, though it be seen before it is saved."""
        with self._lock:
            self._own[entry_id] = False
            if len(self._own) > _OWN_REMEMBERED:
                del self._own[next(iter(self._own))]

    def own(self, entries: tuple[Entry, ...]) -> None:
        """These were written by this process and are told: where they stand may be told now."""
        with self._lock:
            self._own.update((entry.id, True) for entry in entries if entry.id in self._own)

    def close(self, timeout: float) -> None:
        """Stop following."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        for path, followed in self._files.items():
            followed.position = _with_line(path, followed.position)
        while not self._stop.wait(TICK_S):
            self._tick()

    def _tick(self) -> None:
        found = self._look()
        for path, mark in found.items():
            followed = self._files.get(path)
            if followed is not None and followed.mark == mark:
                continue
            if followed is None or followed.mark[0] != mark[0] or followed.position.offset > mark[1]:
                followed = self._files[path] = _Followed(mark)
            followed.mark = mark
            self._read(path, followed)
        for path in self._files.keys() - found.keys():
            del self._files[path]
        self._place()

    def _read(self, path: Path, followed: _Followed) -> None:
        content = read_file(path, self._zone, followed.position)
        followed.position = content.position
        with self._lock:
            own = {entry.id: entry for entry in content.entries if entry.id in self._own}
        self._unplaced |= own
        news = tuple(shown(entry) for entry in content.entries if entry.id not in own)
        if news:
            self._tell(news, ())

    def _place(self) -> None:
        """Tell where entries of this process stand, once they have themselves been told."""
        if not self._unplaced:
            return
        with self._lock:
            ready = [entry_id for entry_id in self._unplaced if self._own.get(entry_id, True)]
        placed = tuple(shown(self._unplaced.pop(entry_id)) for entry_id in ready)
        if placed:
            self._tell((), placed)

    def _look(self) -> dict[Path, Mark]:
        """The files to follow, as they are now."""
        today = self._today()
        days = [today + timedelta(days=number) for number in (-1, 0, 1)]
        wanted = tuple(day.isoformat() for day in days)
        marks: dict[Path, Mark] = {}
        for folder in {self._root / f"{day.year:04}" for day in days}:
            for name in self._listed(folder):
                if name.startswith(wanted) and name.endswith(".toml") and parse_name(name):
                    with suppress(OSError):
                        status = (folder / name).lstat()
                        marks[folder / name] = (status.st_ino, status.st_size, status.st_mtime_ns)
        return marks


def _end_of(path: Path, size: int) -> Position:
    """Where the entries of a file end that are there now; later it may have been mended, and gone on."""
    with suppress(OSError, JournalError), _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        return Position(tail_of(file.fileno(), size).good_end)
    return Position(size)


def _with_line(path: Path, end: Position) -> Position:
    """The same with its line, which takes longer: the whole file is looked through."""
    with suppress(OSError, JournalError), _opened(path) as file:
        return replace(end, line=1 + lines_before(file.fileno(), end.offset))
    return end


def _opened(path: Path) -> IO[bytes]:
    return os.fdopen(open_to_read(path), "rb", buffering=0)
