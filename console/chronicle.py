"""What the journal tells of recent runs and alerts, kept at hand for the screens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.checklist import Checklist
from data.models.entry import Entry
from data.models.journal import JournalNews
from data.procedures.history import entries_of

_FIRST = 1000
"""Entries of a day that are read before the first list is shown."""
_ALERT = "alert."
"""How the kinds of entries about alerts begin."""
_ALERT_DAYS = timedelta(days=7)


class Chronicle:
    """The entries that runs are made of, and those about alerts, in the order of time.

    Grows by what this console and others write. A day of a hundred thousand notes costs the screens
    nothing: only the journal's own screen shows these, and it reads them itself. Safe from any
    thread; `changed` is called, on whatever thread it was, when there is more.
    """

    def __init__(self, journal: Journal, changed: Callable[[], object]) -> None:
        self._journal = journal
        self._changed = changed
        self._lock = threading.Lock()
        self._known: dict[str, Entry] = {}
        self._ordered: tuple[Entry, ...] | None = ()
        self._stop: Callable[[], None] | None = None

    def open(self) -> None:
        """Read the ends of the last days, however long these are, and begin to listen."""
        self._stop = self._journal.listen(self._heard)
        today = self._journal.today()
        for day in (today - timedelta(days=1), today):
            self._take(list(self._journal.day(day, last=_FIRST).entries))

    def read_back(self, checklists: Sequence[Checklist], now: datetime) -> None:
        """Read as far back as these lists need to know their last runs; called on a thread of its own."""
        self._take(entries_of(checklists, self._journal, self._journal.zone, now))
        self._journal.history.start()

    def read_alerts(self) -> None:
        """Read what was done about alerts in the last days; called on a thread of its own."""
        first = self._journal.today() - _ALERT_DAYS
        self._take(list(islice(self._journal.history.search(Query(text=_ALERT, first=first)), _FIRST)))

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

    def _heard(self, news: JournalNews) -> None:
        self._take(list(news.entries))

    def _take(self, entries: list[Entry]) -> None:
        told = [entry for entry in entries if _tells_of_a_run(entry) or entry.kind.startswith(_ALERT)]
        with self._lock:
            for entry in told:
                self._known.setdefault(entry.id, entry)
            if told:
                self._ordered = None
        self._changed()


def _tells_of_a_run(entry: Entry) -> bool:
    """Whether a run may look otherwise for it; a correction says only by its id what it corrects."""
    return any(entry.get(key) for key in ("run", "amends", "retracts"))
