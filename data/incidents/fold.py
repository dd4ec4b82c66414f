"""From the journal's entries to incidents; there is no other state of them.

What an entry lacks, or has in a form that nobody understands, counts as absent. Of two declarations
with the same id the first one counts, and the second stands in the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.incidents.told import Told
from data.incidents.wall import MOVED, Wall
from data.models.entry import Entry
from data.models.incident import Incident
from data.procedures.fields import text
from data.procedures.sequence import corrected
from data.safe import safe

PREFIX = "incident."
_TELLING = (PREFIX, "outbox.", "runbook.")
"""How the kinds of entries begin that stand in an incident's timeline where they name it."""
_ID_LIMIT = 80


def fold_incidents(entries: Iterable[Entry], *, drill: bool = False) -> dict[str, Incident]:
    """Every incident that the entries tell of, by id, oldest first; those of drills, or those in earnest."""
    told: dict[str, Told] = {}
    wall = Wall()
    for entry, put_right in corrected(entries):
        if put_right is not None and put_right.withdrawn and not _kept(entry, put_right.by, told):
            continue
        if entry.kind == MOVED:
            wall.moved(entry)
            continue
        id = safe(text(entry, "incident"), _ID_LIMIT)
        if not entry.kind.startswith(_TELLING) or not id or entry.drill is not drill:
            continue
        stamp = wall.stamp(put_right.first if put_right else entry)
        if id not in told:
            told[id] = Told(id, stamp, drill=drill)
        told[id].take(entry, stamp, put_right)
    return {id: incident.so_far(wall) for id, incident in told.items()}


def _kept(entry: Entry, by: Entry, told: Mapping[str, Told]) -> bool:
    """Whether a withdrawn entry stays to be read: where it was withdrawn by name, and begins no incident."""
    return bool(text(by, "incident")) and safe(text(entry, "incident"), _ID_LIMIT) in told


def fold_incident(id: str, entries: Iterable[Entry], *, drill: bool = False) -> Incident | None:
    """One incident, None where the entries know nothing of it."""
    return fold_incidents(entries, drill=drill).get(id)
