"""What the screens about incidents are given, and the way to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.incident_desk import IncidentDesk
from screens.incidents import IncidentsScreen

if TYPE_CHECKING:
    from console.commanding import Commanding
    from data.incidents.room import Room
    from data.models.message import NextWords


def incidents_screen(app: Commanding) -> IncidentsScreen:
    """The list, which leads to the incident that is open."""
    return IncidentsScreen(app.publisher.standing(), desk_of(app))


def desk_of(app: Commanding) -> IncidentDesk:
    """What the screens about incidents work with."""
    watch, parts = app.incident_watch, app.parts
    return IncidentDesk(
        incidents=lambda: tuple(app.chronicle.incidents.values()),
        look=watch.room,
        time=parts.time,
        host=parts.journal.host,
        half_written=app.drafts.text,
        recording=not watch.only_looks,
        runbooks=lambda: tuple((each.id, each.title) for each in app.runbook_desk.shelf.runbooks),
        words=_next_words,
        read=lambda id: _read(app, id),
    )


def open_one(app: Commanding, id: str, words: str) -> None:
    """Show an incident; all of them where none is named."""
    app.switch_mode("incident")
    screen = app.screen_stack[0]
    while len(app.screen_stack) > 1:
        app.pop_screen()
    if id and isinstance(screen, IncidentsScreen):
        screen.open(id)


def _next_words(room: Room) -> Sequence[NextWords]:
    from data.messages.proposing import next_words  # noqa: PLC0415 - heavy: all templates
    from data.messages.shelf import load_templates  # noqa: PLC0415

    return next_words(room.incident, room.timers, load_templates().all, room.policy)


def _read(app: Commanding, id: str) -> None:
    """Read all of an incident, without holding up the keys."""
    app.run_worker(
        lambda: app.chronicle.read_incident(id), thread=True, exit_on_error=False, group="incident"
    )
