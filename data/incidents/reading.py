"""As much of the journal as tells of incidents: of all of them the heads, of some everything."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from data.incidents.fold import TELLING, incident_of
from data.incidents.wall import MOVED
from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.entry import Entry
from data.models.incident import Incident
from data.procedures.sequence import target_of

HEADS = tuple(
    f"incident.{each}"
    for each in (
        *("declared", "acknowledged", "severity", "status", "resolved", "closed", "reopened"),
        *("withdrawn", "role", "handover", "action", "action-done", "action-opened", "correction"),
    )
)
"""The kinds that say what an incident is called, how grave it is and whether it is over."""
_RECENT = timedelta(days=14)
MOST = 50_000
"""So many entries are read of incidents that are open or recent."""


def heads(journal: Journal) -> Iterator[Entry]:
    """What tells of every incident in a few entries each, newest day first."""
    return journal.history.search(Query(kinds=HEADS))


def whole(journal: Journal, ids: Collection[str], since: date) -> Iterator[Entry]:
    """Everything that is told of these incidents, the oldest of which began on that day or later."""
    for entry in journal.history.search(Query(kinds=(*TELLING, MOVED), first=since)):
        if incident_of(entry) in ids or entry.kind == MOVED or target_of(entry):
            yield entry


def worth_reading(incident: Incident, now: datetime) -> bool:
    """Whether an incident is open, or was declared or changed not long ago."""
    latest = max((step.stamp.at for step in incident.steps), default=incident.began.at)
    return (incident.declared is not None and not incident.stage.over) or now - latest <= _RECENT


def first_day(incident: Incident) -> date:
    """The first day on whose files something may stand of it, whatever the zone."""
    return incident.began.at.date() - timedelta(days=1)
