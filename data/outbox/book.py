"""The entries of the outbox at hand: read back once, and then as they come."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import timedelta

from data.journal.journal import Journal
from data.journal.searching import Query
from data.journal.showing import shown
from data.models.entry import Entry
from data.models.outbox import Outbox
from data.outbox.fold import PREFIX, fold_outbox, tells
from data.outbox.writing import UPDATE

DAYS = timedelta(days=30)
"""How far back letters are looked for that still wait."""


class Book:
    """What the journal tells of the outbox, in the order in which it came. Safe from any thread."""

    def __init__(self, journal: Journal, *, drill: bool = False) -> None:
        self._journal = journal
        self._drill = drill
        self._lock = threading.Lock()
        self._known: dict[str, Entry] = {}
        self._outbox: Outbox | None = None

    def read(self, *, everything: bool = False) -> None:
        """Read back what is on disk, of the last days or of all; may take a while."""
        first = None if everything else self._journal.today() - DAYS
        found = list(self._journal.history.search(Query(kinds=(PREFIX, UPDATE), first=first)))
        with self._lock:
            mine, self._known = self._known, {}
        self.take([*reversed(found), *mine.values()])

    def refresh(self, last: int) -> None:
        """Read the newest entries of today, about `last` of them; quick however many there are."""
        self.take(self._journal.day(self._journal.today(), last).entries)

    def take(self, entries: Iterable[Entry]) -> bool:
        """Go on by entries that have come; whether any of them was news."""
        news = [shown(entry) for entry in entries if tells(entry) and entry.drill is self._drill]
        with self._lock:
            before = len(self._known)
            for entry in news:
                self._known.setdefault(entry.id, entry)
            grown = len(self._known) > before
            if grown:
                self._outbox = None
        return grown

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands."""
        with self._lock:
            if self._outbox is None:
                self._outbox = fold_outbox(self._known.values(), drill=self._drill)
            return self._outbox
