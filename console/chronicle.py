"""What the journal holds of the recent past, kept at hand for the screens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

from data.journal.journal import Journal
from data.models.entry import Entry
from data.models.journal import JournalNews

_SOON = 1
"""Days before today that are read before the first list is shown."""
_LATER = 40
"""Days that are read behind it: as far back as a monthly list needs to find its last run."""


class Chronicle:
    """Entries by id in the order of time; grows by what this console and others write.

    Safe from any thread. `changed` is called, on whatever thread it was, when there is more.
    """

    def __init__(self, journal: Journal, changed: Callable[[], object]) -> None:
        self._journal = journal
        self._changed = changed
        self._lock = threading.Lock()
        self._known: dict[str, Entry] = {}
        self._ordered: tuple[Entry, ...] | None = ()
        self._stop: Callable[[], None] | None = None

    def open(self) -> None:
        """Read the last days and begin to listen."""
        self._stop = self._journal.listen(self._heard)
        self._take(self._journal.since(self._journal.today() - timedelta(days=_SOON)))

    def read_back(self) -> None:
        """Read further back; takes a while, so it is called on a thread of its own."""
        first = self._journal.today() - timedelta(days=_LATER)
        until = self._journal.today() - timedelta(days=_SOON)
        for day in self._days(first, until):
            self._take(list(self._journal.day(day).entries))

    def close(self) -> None:
        """Listen no longer."""
        if self._stop is not None:
            self._stop()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is known, oldest first."""
        with self._lock:
            if self._ordered is None:
                self._ordered = tuple(sorted(self._known.values(), key=lambda entry: (entry.at, entry.id)))
            return self._ordered

    def _days(self, first: date, until: date) -> list[date]:
        return [day for day in reversed(self._journal.days()) if first <= day < until]

    def _heard(self, news: JournalNews) -> None:
        self._take(list(news.entries))

    def _take(self, entries: list[Entry]) -> None:
        with self._lock:
            for entry in entries:
                self._known.setdefault(entry.id, entry)
            if entries:
                self._ordered = None
        self._changed()
