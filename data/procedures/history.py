"""As much of the journal as tells how lists stand and how they stood last time, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from data.models.checklist import Checklist, Every
from data.models.entry import Entry
from data.models.journal import DayPage
from data.procedures.calendar import current, local_day

_BEFORE = {
    Every.DAY: timedelta(days=8),
    Every.WEEK: timedelta(days=15),
    Every.MONTH: timedelta(days=31),
    Every.QUARTER: timedelta(days=92),
    Every.YEAR: timedelta(days=366),
    Every.ON_DEMAND: timedelta(days=92),
}
"""How far before its open occasion a list's past is looked at."""


class Diary(Protocol):
    """The part of the journal that is needed here."""

    def days(self) -> list[date]:
        """The days that there are files of."""
        ...

    def mentions(self, day: date, words: Sequence[bytes]) -> bool:
        """Whether one of the words stands in a day's files."""
        ...

    def day(self, day: date) -> DayPage:
        """The entries of a day."""
        ...


def entries_of(checklists: Iterable[Checklist], diary: Diary, zone: ZoneInfo, now: datetime) -> list[Entry]:
    """The entries of the days that have to do with these lists.

    Only days whose files name one of the lists are parsed, so that a long history costs little.
    """
    since = {checklist.id: _since(checklist, zone, now) for checklist in checklists}
    found: list[Entry] = []
    for day in diary.days():
        words = [f"{id}-".encode() for id, first in since.items() if first <= day]
        if words and diary.mentions(day, words):
            found += diary.day(day).entries
    return found


def _since(checklist: Checklist, zone: ZoneInfo, now: datetime) -> date:
    occasion = current(checklist.recurrence, zone, now)
    day = occasion.day if occasion else local_day(now, zone)
    return day - _BEFORE[checklist.recurrence.every]
