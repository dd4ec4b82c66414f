"""From the journal's entries to incidents; there is no other state of them.

What an entry lacks, or has in a form that nobody understands, counts as absent. Of two declarations
with the same id the first one counts, and the second stands in the timeline. Each incident is told
by its own entries and by the jumps of clocks, so one can be folded without the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.incidents.told import Told
from data.incidents.wall import MOVED, Wall
from data.models.entry import Entry
from data.models.incident import Incident
from data.procedures.fields import text
from data.procedures.sequence import Corrected, corrected
from data.safe import safe

PREFIX = "incident."
TELLING = (PREFIX, "outbox.", "runbook.", "drill.")
"""How the kinds of entries begin that stand in an incident's timeline where they name it."""
_ID_LIMIT = 80


def fold_incidents(entries: Iterable[Entry], *, drill: bool = False) -> dict[str, Incident]:
    """Every incident that the entries tell of, by id, oldest first; those of drills, or those in earnest."""
    return oldest_first({id: case.so_far() for id, case in told_cases(entries, drill=drill).items()})


def oldest_first(incidents: Mapping[str, Incident]) -> dict[str, Incident]:
    """The same in the order in which they were declared: it is no other where more is read of them."""

    def began(incident: Incident) -> tuple[float, str]:
        return ((incident.declared or incident.began).steady, incident.id)

    return {each.id: each for each in sorted(incidents.values(), key=began)}


def _kept(entry: Entry, by: Entry, told: Mapping[str, ToldCase]) -> bool:
    """Whether a withdrawn entry stays to be read: where it was withdrawn by name, and begins no incident."""
    return bool(text(by, "incident")) and safe(text(entry, "incident"), _ID_LIMIT) in told


def fold_incident(id: str, entries: Iterable[Entry], *, drill: bool = False) -> Incident | None:
    """One incident, None where the entries know nothing of it."""
    return fold_incidents(entries, drill=drill).get(id)


class ToldCase:
    """One incident while its entries are read, by the clocks of its machines."""

    def __init__(self, id: str, wall: Wall, *, drill: bool) -> None:
        self._id = id
        self._drill = drill
        self._wall = wall
        self._told: Told | None = None

    def take(self, entry: Entry, put_right: Corrected | None = None) -> None:
        """Go on by an entry that is later than all before it, and corrects none of them."""
        if entry.kind == MOVED:
            self._wall.moved(entry)
            return
        stamp = self._wall.stamp(put_right.first if put_right else entry)
        if self._told is None:
            self._told = Told(self._id, stamp, drill=self._drill)
        self._told.take(entry, stamp, put_right)

    def so_far(self) -> Incident:
        """The incident as it stands, once it has an entry."""
        if self._told is None:
            raise LookupError(self._id)
        return self._told.so_far(self._wall)


def told_cases(entries: Iterable[Entry], *, drill: bool = False) -> dict[str, ToldCase]:
    """The same as `fold_incidents`, ready to go on."""
    cases: dict[str, ToldCase] = {}
    wall = Wall()
    for entry, put_right in corrected(entries):
        if put_right is not None and put_right.withdrawn and not _kept(entry, put_right.by, cases):
            continue
        if entry.kind == MOVED:
            wall.moved(entry)
            for case in cases.values():
                case.take(entry)
            continue
        id = incident_of(entry)
        if not id or entry.drill is not drill:
            continue
        if id not in cases:
            cases[id] = ToldCase(id, wall.another(), drill=drill)
        cases[id].take(entry, put_right)
    return cases


def incident_of(entry: Entry) -> str:
    """The id of the incident that an entry tells of; empty where it tells of none."""
    return safe(text(entry, "incident"), _ID_LIMIT) if entry.kind.startswith(TELLING) else ""
