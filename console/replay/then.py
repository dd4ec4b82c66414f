"""The journal as it was at the moment that is replayed: what was written later is not seen yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from console.chronicle import Chronicle
from data.incidents.fold import fold_incidents
from data.journal.history import History
from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.entry import Entry
from data.models.incident import Incident
from data.models.journal import DayPage
from data.timekeeping import Timekeeper


class JournalThen(Journal):
    """Reads the same files as another, as far as they had been written."""

    def __init__(self, whole: Journal, time: Timekeeper) -> None:
        super().__init__(
            whole.root, by=whole.by, host=whole.host, zone=whole.zone, time=time, view_only=whole.health
        )
        self.history = _HistoryThen(whole.root, whole.zone, time)

    def day(self, day: date, last: int | None = None) -> DayPage:
        """What had been written on one day."""
        page = super().day(day)
        entries = _written(page.entries, self._time)
        return replace(page, entries=entries[-last:] if last else entries)

    def days(self) -> list[date]:
        """The days up to then."""
        return [day for day in super().days() if day <= self.today()]


class _HistoryThen(History):
    def __init__(self, root: Path, zone: tzinfo, time: Timekeeper) -> None:
        super().__init__(root, zone)
        self._time = time

    def search(self, query: Query) -> Iterator[Entry]:
        """Only what had been written."""
        return (entry for entry in super().search(query) if entry.at <= self._time.now())


class ChronicleThen(Chronicle):
    """Knows all of the days that are replayed, and tells what had been written."""

    def __init__(self, journal: Journal, changed: Callable[[], object], time: Timekeeper) -> None:
        super().__init__(journal, changed)
        self._time = time
        self._days: set[date] = set()
        self._folded: tuple[tuple[Entry, ...], Mapping[str, Incident]] = ((), {})

    def read_day(self) -> None:
        """Read the day where time stands, once; on a thread of its own."""
        today = self._journal.today()
        if today not in self._days:
            self._days.add(today)
            self._take(list(self._journal.day(today).entries))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was known of runs and alerts."""
        return _written(super().entries, self._time)

    @property
    def told(self) -> tuple[Entry, ...]:
        """What was known of incidents."""
        return _written(super().told, self._time)

    @property
    def incidents(self) -> Mapping[str, Incident]:
        """Every incident as it stood; another object after every change."""
        told = self.told
        if told != self._folded[0]:
            self._folded = told, fold_incidents(told, drill=self._journal.drill)
        return self._folded[1]


def _written(entries: tuple[Entry, ...], time: Timekeeper) -> tuple[Entry, ...]:
    now = time.now()
    return tuple(entry for entry in entries if entry.at <= now)
