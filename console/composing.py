"""Writing an update from any screen: what the dialog is given, and what becomes of its answer."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from data.errors import ConfigError
from data.messages.own_secrets import own_secrets
from data.messages.shelf import Templates, load_templates
from data.messages.writing_desk import WritingDesk
from data.models.letter import LetterState
from data.outbox.fold import fold_outbox
from screens.messages import Record
from screens.modals.compose import Compose

if TYPE_CHECKING:
    from console.commanding import Commanding
    from data.models.entry import Draft
    from data.models.incident import Incident

_GONE = (LetterState.DROPPED, LetterState.REFUSED)


def compose(app: Commanding, id: str, words: str) -> None:
    """Open the dialog for an incident; `words` are an audience, a template's id or a text."""
    incident = app.chronicle.incidents.get(id)
    if incident is None:
        app.notify("no incident is open: declare one, or choose one from the list")
        return
    dialog = Compose(
        writing_desk(app, incident),
        app.parts.time.now,
        words,
        partial(app.drafts.text, id),
        recording=not app.incident_watch.only_looks,
    )

    def finished(drafts: list[Draft] | None) -> None:
        if drafts:
            app.post_message(Record(drafts, id, dialog.kept_under))

    app.push_screen(dialog, finished)


def writing_desk(app: Commanding, incident: Incident) -> WritingDesk:
    """What words about an incident need, as it is at this moment."""
    parts = app.parts
    return WritingDesk(
        incident,
        app.incident_watch.policy(incident),
        parts.standing.zone,
        _templates(app),
        parts.configuration.channels,
        app.incident_watch.clocks(incident),
        next((each for each in parts.policies.ladders if each.id == incident.ladder), None),
        _opened(app, incident),
        own_secrets(parts.configuration, os.environ),
        parts.journal.by,
    )


def _templates(app: Commanding) -> Templates:
    """The shipped ones alone where a team's file has been broken since the start."""
    try:
        return load_templates(app.parts.procedures)
    except ConfigError as error:
        app.notify(f"your own templates cannot be read: {error.message}", severity="warning")
        return load_templates()


def _opened(app: Commanding, incident: Incident) -> frozenset[str]:
    """The channels that know of it, or will when what waits has gone."""
    told = [entry for entry in app.chronicle.told if entry.kind.startswith("outbox.")]
    known = fold_outbox(told, drill=incident.drill).of(incident.id)
    return frozenset(each.letter.channel for each in known if each.state not in _GONE)
