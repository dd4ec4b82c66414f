"""Incidents read from the journal without reading all of it: one whole, or the heads of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from data.incidents.fold import fold_incident, fold_incidents, incident_of
from data.incidents.reading import HEADS
from data.incidents.wall import MOVED
from data.journal.glancing import corrected_in, incidents_in, lines_by_day
from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.entry import Entry
from data.models.incident import Incident
from data.procedures.sequence import target_of
from data.safe import safe

_ANY = (b"incident.", b"incident = ", MOVED.encode())


def whole_incident(journal: Journal, id: str, *, drill: bool) -> Incident | None:
    """One incident with everything that tells of it; None where nothing does."""
    return fold_incident(id, entries_of(journal, id), drill=drill)


def entries_of(journal: Journal, id: str) -> list[Entry]:
    """All entries that an incident whose id begins so may be made of, among others, oldest first.

    Days are read whole: those that name it, those on which a clock was moved, those that put right
    what was said on any of them, and those on which that was said which is put right on them.
    """
    days, others = _days_of(journal, (id.encode(), MOVED.encode()) if _plain(id) else _ANY)
    found: dict[date, tuple[Entry, ...]] = {}
    known: set[str] = set()
    sought: set[str] = set()
    while days:
        found |= {day: journal.day(day).entries for day in days}
        entries = [entry for day in days for entry in found[day]]
        known.update(entry.id for entry in entries)
        lacking = set(filter(None, map(target_of, entries))) - known - sought
        sought |= lacking
        days = {day for day, targets in others.items() if targets is None or not known.isdisjoint(targets)}
        if lacking:
            days |= _days_of(journal, tuple(target.encode() for target in lacking))[0]
        days -= found.keys()
    return [entry for day in sorted(found) for entry in found[day]]


def headed_incidents(journal: Journal, *, drill: bool) -> Mapping[str, Incident]:
    """Every incident as far as its heads tell: what it is called, how grave it is, how far it has come.

    One without a declaration is told by everything there is of it. Where two machines tell of one, and a
    clock was set back without a word of it, the whole of it may say that it has come further, or less far.
    """
    found = list(journal.history.search(Query(kinds=(*HEADS, MOVED))))
    headed = fold_incidents(found, drill=drill)
    named = frozenset[str]().union(*(incidents_in(lines) for _, lines in lines_by_day(journal.root)))
    elsewhere = {incident_of(entry) for entry in found if entry.drill is not drill}
    declared = {id for id, each in headed.items() if each.declared}
    lost = {safe(id) for id in named} - declared - elsewhere
    if not lost:
        return headed
    told = chain.from_iterable(entries_of(journal, id) for id in lost)
    return fold_incidents([*found, *told], drill=drill)


def incidents_with(journal: Journal, entry: str, *, drill: bool) -> Iterator[Incident]:
    """Those whose timeline has an entry whose id ends so; what was written by hand has an id in no file."""
    days, _ = _days_of(journal, (entry.encode(),)) if _plain(entry) else (set(), {})
    read = (journal.day(day) for day in days or journal.days())
    told = (each for page in read for each in page.entries if each.id.endswith(entry))
    for id in sorted({incident_of(each) for each in told} - {""}):
        incident = whole_incident(journal, id, drill=drill)
        if incident and any(line.stamp.entry.endswith(entry) for line in incident.timeline):
            yield incident


def _days_of(
    journal: Journal, words: tuple[bytes, ...]
) -> tuple[set[date], dict[date, frozenset[str] | None]]:
    """The days with one of the words; and what is put right on others, None where that is not plain."""
    days: set[date] = set()
    others: dict[date, frozenset[str] | None] = {}
    for day, lines in lines_by_day(journal.root):
        if any(word in lines for word in words):
            days.add(day)
        elif (targets := corrected_in(lines)) is None or targets:
            before = others.get(day, frozenset())
            others[day] = None if targets is None or before is None else targets | before
    return days, {day: targets for day, targets in others.items() if day not in days}


def _plain(text: str) -> bool:
    """Whether a text stands in the journal's files letter by letter, wherever it stands."""
    return bool(text) and text.isascii() and text.isprintable() and not set(text) & set('"\\')
