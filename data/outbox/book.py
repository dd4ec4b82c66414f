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
from data.outbox.fold import PREFIX, Folding, tells
from data.outbox.writing import UPDATE

DAYS = timedelta(days=30)
"""How far back letters are looked for that still wait."""


class Book:
    """What the journal tells of the outbox, in the order in which it came. Safe from any thread."""

    def __init__(self, journal: Journal, *, drill: bool = False) -> None:
        self._journal = journal
        self._drill = drill
        self._lock = threading.Lock()
        self._mine: list[Entry] = []
        self._folding = Folding(drill=drill)

    def read(self, *, everything: bool = False) -> None:
        """Read back what is on disk, of the last days or of all; may take a while."""
        first = None if everything else self._journal.today() - DAYS
        found = list(self._journal.history.search(Query(kinds=(PREFIX, UPDATE), first=first)))
        folding = Folding(drill=self._drill)
        for entry in reversed(found):
            folding.take(entry)
        with self._lock:
            for entry in self._mine:
                folding.take(entry)
            self._folding = folding

    def refresh(self, last: int) -> None:
        """Read the newest entries of today and of yesterday, about `last` of each; quick however many."""
        today = self._journal.today()
        for day in (today - timedelta(days=1), today):  # what is new at midnight may be a second old
            self.take(self._journal.day(day, last).entries)

    def take(self, entries: Iterable[Entry]) -> bool:
        """Go on by entries that have come; whether any of them was news."""
        news = [shown(entry) for entry in entries if tells(entry)]
        with self._lock:
            taken = [entry for entry in news if self._folding.take(entry)]
            self._mine += taken
        return bool(taken)

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands."""
        with self._lock:
            return self._folding.outbox
