"""Declares an incident from wherever one is: a dialog with everything proposed, then entries on disk."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from data.errors import OpsError
from data.incidents.fold import incident_of
from data.incidents.form import Filled, Form
from data.incidents.marks import marked
from data.incidents.naming import next_id
from data.incidents.proposal import propose
from data.journal.searching import Query
from data.models.entry import Draft, Entry
from data.models.snapshot import Snapshot
from screens.incidents.incident_messages import IncidentAsked
from screens.modals.declare import FIELDS, PLACE, Declare

if TYPE_CHECKING:
    from console.incidents.commanding import Commanding

_DECLARED = "incident.declared"
_WAIT_S = 10.0
_TRIES = 20
_HEARD_S, _LOOK_S = 1.0, 0.01
"""How long it may take until what is on disk is known here, and how often that is looked after."""


def declare(app: Commanding, id: str, words: str) -> None:
    """Ask, with everything proposed from what fails now; `words` is what the person was looking at."""
    if app.parts.only_looks:
        app.notify("Nothing is declared: this console only looks. Elsewhere: ops-console incident declare")
        return
    parts = app.parts
    snapshot = parts.watch.store.snapshot()
    policy = parts.policies.get(snapshot.policy)
    form = Form(
        policy,
        propose(snapshot, policy, words),
        parts.journal.by,
        tuple(each for each in parts.policies.ladders if each.optional),
        app.chronicle.open_incidents(),
    )

    def answered(answer: Filled | str | None) -> None:
        if isinstance(answer, str):
            app.post_message(IncidentAsked("open", answer))
        elif answer is not None:
            record = partial(_record, app, snapshot, form, answer)
            app.run_worker(record, thread=True, exit_on_error=False, group="declare")

    app.push_screen(Declare(form, partial(app.half_written.text, PLACE)), answered)


def _record(app: Commanding, snapshot: Snapshot, form: Form, filled: Filled) -> None:
    """Write it, on a thread of its own, and open it once it is on disk."""
    try:
        id = _declared(app, snapshot, form, filled)
    except TimeoutError:
        health = app.parts.journal.health
        app.notify(
            f"Not on disk yet, it is tried again: {health.message}. {health.remedy}",
            title="The incident is declared, but not saved",
            severity="error",
        )
        return
    except OpsError as error:
        app.notify(error.told, severity="error")
        return
    for name in FIELDS:
        app.half_written.typed(PLACE, name, "")
    for _ in range(round(_HEARD_S / _LOOK_S)):
        if id in app.chronicle.incidents:
            break
        time.sleep(_LOOK_S)
    app.post_message(IncidentAsked("open", id))


def _declared(app: Commanding, snapshot: Snapshot, form: Form, filled: Filled) -> str:
    """The id under which it was declared: the next free one, whoever declares at the same moment."""
    journal, clock = app.parts.journal, app.parts.time
    for _ in range(_TRIES):
        id = next_id(journal.today(), (incident_of(each) for each in _declarations(app)))
        drafts = marked(filled.drafts(id, form, journal.today()), clock, app.incident_watch.boot)
        app.incident_watch.begins(id, snapshot)
        entry = journal.submit(drafts[0]).result(_WAIT_S)
        alike = [
            each for each in _declarations(app) if incident_of(each) == id and each.drill is journal.drill
        ]
        first = min(alike, key=lambda each: each.line or 0, default=entry)
        if first.id == entry.id:
            for draft in drafts[1:]:
                journal.submit(draft).result(_WAIT_S)
            return id
        journal.submit(Draft("incident.withdrawn", {"retracts": entry.id})).result(_WAIT_S)
    raise OpsError("too many incidents are declared at the same moment", "try it again")


def _declarations(app: Commanding) -> list[Entry]:
    """Every declaration of today, those of drills too: their ids are taken as well."""
    journal = app.parts.journal
    return list(journal.history.search(Query(kinds=(_DECLARED,), first=journal.today())))
