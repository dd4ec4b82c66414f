"""What the journal holds, day by day: counted in the background, searched on demand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path

from data.journal.counting import OTHERS, Count, count_file
from data.journal.names import FileName
from data.journal.pages import files_of_year, years
from data.journal.searching import Query, search
from data.journal.showing import shown
from data.models.entry import Entry


@dataclass(frozen=True, slots=True)
class _Counted:
    mark: tuple[int, int, int]
    count: Count


class History:
    """Counts of all days, newest first. Holds names and numbers only, never entries."""

    def __init__(self, root: Path, zone: tzinfo) -> None:
        self._root = root
        self._zone = zone
        self._files: dict[FileName, _Counted] = {}
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin counting, or count anew what has changed; returns at once."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="journal-history", daemon=True)
            self._thread.start()

    def wait(self, timeout: float) -> bool:
        """Whether everything was counted within `timeout` seconds."""
        return self._ready.wait(timeout)

    @property
    def ready(self) -> bool:
        """Whether everything has been counted once."""
        return self._ready.is_set()

    def days(self) -> list[Count]:
        """What has been counted so far, newest day first."""
        with self._lock:
            counted = list(self._files.items())
        days: dict[date, Count] = {}
        for name, known in counted:
            days.setdefault(name.day, Count(name.day)).add(known.count)
        return [days[day] for day in sorted(days, reverse=True)]

    def search(self, query: Query) -> Iterator[Entry]:
        """The entries that match, newest first, read as they are asked for."""
        found = search(self._root, self._zone, query, lambda name: self._may_match(name, query))
        return (shown(entry) for entry in found)

    def close(self) -> None:
        """Stop counting."""
        self._stop.set()

    def _may_match(self, name: FileName, query: Query) -> bool:
        """Whether a file is worth reading, as far as its count tells; a changed one always is."""
        known = self._files.get(name)
        if known is None or known.mark != _mark(name.under(self._root)):
            return True
        asked = (
            (query.kind, known.count.kinds),
            (query.by, known.count.people),
            (query.run, known.count.runs),
        )
        return all(not wanted or wanted in names or OTHERS in names for wanted, names in asked)

    def _run(self) -> None:
        found: set[FileName] = set()
        for year in reversed(years(self._root)):
            for name in reversed(files_of_year(self._root, year)):
                if self._stop.is_set():
                    return
                if not name.torn:
                    found.add(name)
                    self._count(name)
        with self._lock:
            for name in self._files.keys() - found:
                del self._files[name]
        self._ready.set()

    def _count(self, name: FileName) -> None:
        path = name.under(self._root)
        mark = _mark(path)
        known = self._files.get(name)
        if known is None or known.mark != mark:
            counted = _Counted(mark, count_file(path, name.day))
            with self._lock:
                self._files[name] = counted


def _mark(path: Path) -> tuple[int, int, int]:
    try:
        status = path.lstat()
    except OSError:
        return (0, 0, 0)
    return (status.st_ino, status.st_size, status.st_mtime_ns)
