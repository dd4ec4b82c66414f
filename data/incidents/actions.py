"""The action items of all incidents, as far back as there are any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.incidents.aftermath import AFTER
from data.incidents.fold import fold_incidents
from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.incident import Assigned, Incident

_KINDS = (*AFTER, "incident.correction")


def actions_of(incidents: Iterable[Incident]) -> tuple[Assigned, ...]:
    """All of them: the open ones first, by their last day, then those that are done."""
    found = (Assigned(each.id, action, each.title) for each in incidents for action in each.actions)
    return tuple(sorted(found, key=_order))


def open_of(incidents: Iterable[Incident]) -> tuple[Assigned, ...]:
    """Those that are not done, the first to be due first."""
    return tuple(each for each in actions_of(incidents) if each.action.done is None)


def open_actions(journal: Journal) -> tuple[Assigned, ...]:
    """The same, found in the whole journal; the titles of the incidents are not read."""
    return open_of(fold_incidents(journal.history.search(Query(kinds=_KINDS)), drill=journal.drill).values())


def _order(each: Assigned) -> tuple[bool, date, str, str]:
    return (each.action.done is not None, each.action.due or date.max, each.incident, each.action.id)
