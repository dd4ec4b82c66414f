"""Keeps incidents folded while entries come: what is new costs what is new, not what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from data.incidents.fold import ToldCase, incident_of, oldest_first, told_cases
from data.incidents.wall import MOVED
from data.models.entry import Entry
from data.models.incident import Incident
from data.procedures.sequence import target_of

_Place = tuple[datetime, str, int]


class Folding:
    """All incidents of one journal, those of drills or those in earnest.

    Says the same as `fold_incidents` of all entries that it was given. An entry that comes in its
    order is added; where one comes late, or corrects another, its incident alone is folded anew. One
    that comes again, with its place in a file, is taken at that place.
    Not safe from several threads: its owner locks.
    """

    def __init__(self, *, drill: bool = False) -> None:
        self._drill = drill
        self._held: dict[str, _Held] = {}
        self._moved: dict[str, Entry] = {}
        self._where: dict[str, str] = {}
        self._astray: dict[str, list[Entry]] = {}
        self._incidents: dict[str, Incident] = {}

    @property
    def incidents(self) -> Mapping[str, Incident]:
        """Every incident by id, oldest first; another object after every change."""
        return self._incidents

    def entries(self, id: str) -> tuple[Entry, ...]:
        """The entries that an incident is made of, as they came."""
        held = self._held.get(id)
        return tuple(held.entries.values()) if held else ()

    def take(self, entries: Iterable[Entry]) -> frozenset[str]:
        """Go on by these, and say which incidents look otherwise for them."""
        changed: set[str] = set()
        for entry in sorted(entries, key=_place):
            changed |= self._take(entry)
        if changed:
            for id in changed:
                held = self._held[id]
                found = held.folded(id, drill=self._drill)
                if found is None:
                    self._incidents.pop(id, None)
                else:
                    self._incidents[id] = found
            self._incidents = oldest_first(self._incidents)
        return frozenset(changed)

    def _take(self, entry: Entry) -> set[str]:
        corrected = target_of(entry)
        if entry.kind == MOVED or corrected in self._moved:
            return self._move(entry, corrects=bool(corrected))
        id = incident_of(entry) or self._where.get(corrected, "")
        if not id:
            if corrected:
                self._astray.setdefault(corrected, []).append(entry)
            return set()
        if entry.drill is not self._drill:
            return set()
        if entry.id in self._where:
            return {id} if self._held[id].place(entry) else set()
        self._where[entry.id] = id
        if id not in self._held:
            self._held[id] = _Held(self._moved.values())
        self._held[id].add(entry, corrects=bool(corrected))
        return {id}.union(*map(self._take, self._astray.pop(entry.id, ())))

    def _move(self, entry: Entry, *, corrects: bool) -> set[str]:
        """All incidents are told by the jumps of clocks."""
        if entry.id in self._moved:
            return {id for id, held in self._held.items() if held.place(entry)}
        self._moved[entry.id] = entry
        for held in self._held.values():
            held.add(entry, corrects=corrects)
        return set(self._held).union(*map(self._take, self._astray.pop(entry.id, ())))


class _Held:
    """The entries of one incident, and how far they are folded."""

    def __init__(self, moved: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        self._case: ToldCase | None = None
        self._ends: dict[str, tuple[datetime, int, str]] = {}
        self._waiting: list[Entry] = []
        self._anew = True
        self._back = False
        for entry in moved:
            self.add(entry, corrects=bool(target_of(entry)))

    def add(self, entry: Entry, *, corrects: bool) -> None:
        """One more; it is folded when that is asked for."""
        self.entries[entry.id] = entry
        self._anew |= corrects or not self._follows(entry)
        self._back |= any(entry.at < end[0] for end in self._ends.values())
        self._end(entry)
        self._waiting.append(entry)

    def place(self, entry: Entry) -> bool:
        """Take the file and line of an entry that is known; whether that may change its order."""
        known = self.entries.get(entry.id)
        if known is None or known.line or not entry.line:
            return False
        self.entries[entry.id] = entry
        self._end(entry)
        self._anew |= self._back
        return self._back

    def folded(self, id: str, *, drill: bool) -> Incident | None:
        """The incident as it stands; None where all of it was taken back."""
        if self._anew or self._case is None:
            self._case = told_cases(self.entries.values(), drill=drill).get(id)
        else:
            for entry in self._waiting:
                self._case.take(entry)
        self._waiting, self._anew = [], False
        return self._case.so_far() if self._case else None

    def _end(self, entry: Entry) -> None:
        file, end = _file(entry), (entry.at, entry.line, entry.id)
        before = self._ends.get(file, end)
        self._ends[file] = (max(before[0], end[0]), max(before[1], end[1]), max(before[2], end[2]))

    def _follows(self, entry: Entry) -> bool:
        """Whether an entry surely stands behind all others, in whatever order they are read."""
        file = _file(entry)
        own = self._ends.get(file)
        if own is not None:
            next_one = entry.line > own[1] if entry.line else entry.id > own[2]
            if entry.at < own[0] or not next_one:
                return False
        return all(entry.at > end[0] for name, end in self._ends.items() if name != file)


def _file(entry: Entry) -> str:
    return f"{entry.file or entry.host} {bool(entry.line)}"


def _place(entry: Entry) -> _Place:
    return (entry.at, str(entry.file or entry.host), entry.line)
