"""The action items of all incidents, as far back as there are any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from data.incidents.fold import fold_incidents
from data.models.entry import Entry
from data.models.incident import Action, Incident
from data.models.journal import DayPage

_WORDS = (b"incident.action", b"incident.correction")


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


@dataclass(frozen=True, slots=True)
class Assigned:
    """One action item, and the incident that it comes from."""

    incident: str
    action: Action
    title: str = ""


def actions_of(incidents: Iterable[Incident]) -> tuple[Assigned, ...]:
    """All of them: the open ones first, by their last day, then those that are done."""
    found = (Assigned(each.id, action, each.title) for each in incidents for action in each.actions)
    return tuple(sorted(found, key=_order))


def open_actions(diary: Diary) -> tuple[Assigned, ...]:
    """Those that are not done, from the days that speak of any; an incident's title may be missing."""
    incidents = fold_incidents(_entries(diary)).values()
    return tuple(each for each in actions_of(incidents) if each.action.done is None)


def _entries(diary: Diary) -> Iterator[Entry]:
    for day in diary.days():
        if diary.mentions(day, _WORDS):
            yield from diary.day(day).entries


def _order(each: Assigned) -> tuple[bool, date, str, str]:
    return (each.action.done is not None, each.action.due or date.max, each.incident, each.action.id)
