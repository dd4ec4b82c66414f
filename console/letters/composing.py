"""Writing an update from any screen: what the dialog is given, and what becomes of its answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from data.errors import ConfigError
from data.messages.letters import PAGERS
from data.messages.own_secrets import own_secrets
from data.messages.shelf import Templates, load_templates
from data.messages.writing_desk import WritingDesk
from data.outbox.fold import PREFIX, fold_outbox
from data.outbox.standing import opened, waiting
from data.outbox.writing import queue
from screens.messages import Record
from screens.modals.compose import Compose
from screens.modals.show_letters import ShowLetters

if TYPE_CHECKING:
    from console.incidents.commanding import Commanding
    from data.models.entry import Draft
    from data.models.incident import Incident
    from data.models.letter import Letter

_NO_INCIDENT = "no incident is open: declare one, or choose one from the list"


def compose(app: Commanding, id: str, words: str) -> None:
    """Open the dialog for an incident; `words` are an audience, a template's id or a text."""
    incident = app.chronicle.incidents.get(id)
    if incident is None:
        app.notify(_NO_INCIDENT)
        return
    dialog = Compose(
        writing_desk(app, incident),
        app.parts.time.now,
        words,
        partial(app.half_written.text, id),
        recording=not app.parts.only_looks,
    )

    def finished(drafts: list[Draft] | None) -> None:
        if drafts:
            app.post_message(Record(drafts, id, dialog.kept_under))

    app.push_screen(dialog, finished)


def pager(app: Commanding, id: str, words: str) -> None:
    """Ask whether the incident shall be opened, taken or ended where it has a counterpart."""
    incident = app.chronicle.incidents.get(id)
    if incident is None:
        app.notify(_NO_INCIDENT)
        return
    desk = writing_desk(app, incident)
    names = [name for name in PAGERS if name in desk.channels]
    if not names or app.parts.only_looks:
        app.notify(
            "no pager is configured: add [channel.pagerduty]" if not names else "this console only looks"
        )
        return
    purpose = desk.counterpart(words)
    message = desk.signal(purpose, app.parts.time.now())

    def letters(to: Sequence[str]) -> tuple[Letter, ...]:
        return desk.letters(message, app.parts.time.now(), to, purpose=purpose)

    def answered(chosen: tuple[Letter, ...] | None) -> None:
        if chosen:
            app.post_message(Record(queue(chosen)))

    app.push_screen(ShowLetters(letters, names, names, message, by_hand=False), answered)


def writing_desk(app: Commanding, incident: Incident) -> WritingDesk:
    """What words about an incident need, as it is at this moment."""
    parts = app.parts
    told = (entry for entry in app.chronicle.told if entry.kind.startswith(PREFIX))
    known = fold_outbox(told, drill=incident.drill).of(incident.id)
    return WritingDesk(
        incident,
        app.incident_watch.policy(incident),
        parts.standing.zone,
        _templates(app),
        channels=parts.configuration.channels,
        timers=app.incident_watch.clocks(incident),
        ladder=next((each for each in parts.policies.ladders if each.id == incident.ladder), None),
        opened=opened(known),
        waiting=waiting(known),
        own=own_secrets(parts.configuration, os.environ),
        by=parts.journal.by,
    )


def _templates(app: Commanding) -> Templates:
    """The shipped ones alone where a team's file has been broken since the start."""
    try:
        return load_templates(app.parts.procedures)
    except ConfigError as error:
        app.notify(f"your own templates cannot be read: {error.message}", severity="warning")
        return load_templates()
