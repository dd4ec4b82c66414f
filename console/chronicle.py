"""What the journal tells of recent runs, alerts and incidents, kept at hand for the screens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.checklist import Checklist
from data.models.entry import Entry
from data.models.journal import JournalNews
from data.procedures.history import entries_of
from data.procedures.sequence import target_of

if TYPE_CHECKING:
    from data.incidents.folding import Folding
    from data.models.incident import Incident

_FIRST = 1000
"""Entries of a day that are read before the first list is shown."""
_ALERT = "alert."
"""How the kinds of entries about alerts begin."""
_RUNBOOK = "runbook."
"""The same of runbooks."""
_RECENT = timedelta(days=7)
_INCIDENT = ("incident.", "outbox.", "runbook.", "drill.", "clock.moved")
"""How the kinds of entries begin that incidents are made of."""
_NONE: Mapping[str, Incident] = MappingProxyType({})


class Chronicle:
    """The entries that runs are made of, those about alerts, and those about incidents.

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
        self._told: dict[str, Entry] = {}
        self._told_in_order: tuple[Entry, ...] | None = ()
        self._folding: Folding | None = None
        self.read = False
        """Whether all that is open has been read back: before, something of it may be missing."""
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

    def read_recent(self) -> None:
        """Read what was done about alerts and runbooks in the last days; called on a thread of its own."""
        first = self._journal.today() - _RECENT
        for kind in (_ALERT, _RUNBOOK):
            found = self._journal.history.search(Query(kinds=(kind,), first=first))
            self._take(list(islice(found, _FIRST)))

    def read_incidents(self, now: datetime) -> None:
        """Read all of every incident that is open, however old, or recent; of the others the heads.

        Called on a thread of its own.
        """
        from data.incidents import reading  # noqa: PLC0415 - heavy, and not for the first picture

        self._take(list(reading.heads(self._journal)))
        self._read_whole([each for each in self.incidents.values() if reading.worth_reading(each, now)])
        self.read = True
        self._changed()

    def read_incident(self, id: str) -> None:
        """Read all of one incident; called on a thread of its own."""
        if id in self.incidents:
            self._read_whole([self.incidents[id]])

    def close(self) -> None:
        """Listen no longer."""
        if self._stop is not None:
            self._stop()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is known of runs and alerts, oldest first."""
        with self._lock:
            if self._ordered is None:
                self._ordered = _in_order(self._known.values())
            return self._ordered

    @property
    def told(self) -> tuple[Entry, ...]:
        """All that is known of incidents, of words sent and of runbooks run, oldest first."""
        with self._lock:
            if self._told_in_order is None:
                self._told_in_order = _in_order(self._told.values())
            return self._told_in_order

    @property
    def incidents(self) -> Mapping[str, Incident]:
        """Every incident that is known, by id, oldest first; another object after every change."""
        return self._folding.incidents if self._folding is not None else _NONE

    def open_incidents(self) -> tuple[Incident, ...]:
        """Those that are not over, oldest first."""
        return tuple(each for each in self.incidents.values() if each.declared and not each.stage.over)

    def _heard(self, news: JournalNews) -> None:
        if news.entries or not news.placed:
            self._take(list(news.entries))
        self._place(news.placed)

    def _read_whole(self, incidents: Sequence[Incident]) -> None:
        from data.incidents import reading  # noqa: PLC0415

        if incidents:
            since = min(reading.first_day(each) for each in incidents)
            found = reading.whole(self._journal, {each.id for each in incidents}, since)
            self._take(list(islice(found, reading.MOST)))

    def _take(self, entries: list[Entry]) -> None:
        runs = [entry for entry in entries if _tells_of_a_run(entry) or entry.kind.startswith(_ALERT)]
        told = [entry for entry in entries if entry.kind.startswith(_INCIDENT) or target_of(entry)]
        with self._lock:
            for entry in runs:
                self._known.setdefault(entry.id, entry)
            if runs:
                self._ordered = None
            if told:
                self._tell(told)
        self._changed()

    def _place(self, entries: Iterable[Entry]) -> None:
        """Where a clock was set back, only its place in the file tells when an entry was written."""
        with self._lock:
            changed = self._folding.take(entries) if self._folding is not None else ()
        if changed:
            self._changed()

    def _tell(self, entries: list[Entry]) -> None:
        if self._folding is None:
            if all(map(target_of, entries)):
                return
            from data.incidents.folding import Folding  # noqa: PLC0415 - heavy, and for many never needed

            self._folding = Folding(drill=self._journal.drill)
        fresh = _in_order(entry for entry in entries if entry.id not in self._told)
        before = self._told_in_order
        behind = before is not None and (not before or not fresh or _moment(fresh[0]) > _moment(before[-1]))
        self._told_in_order = (*before, *fresh) if behind and before is not None else None
        self._told.update((entry.id, entry) for entry in fresh)
        self._folding.take(entries)


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted({entry.id: entry for entry in entries}.values(), key=_moment))


def _moment(entry: Entry) -> tuple[datetime, str]:
    return (entry.at, entry.id)


def _tells_of_a_run(entry: Entry) -> bool:
    """Whether a run may look otherwise for it."""
    return bool(entry.get("run") or target_of(entry))
