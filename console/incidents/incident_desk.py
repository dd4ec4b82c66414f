"""What the screens about incidents are given, and the way to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from screens.incidents.incident_desk import IncidentDesk
from screens.incidents.incidents import IncidentsScreen

if TYPE_CHECKING:
    from console.incidents.commanding import Commanding
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
        half_written=app.half_written.text,
        recording=not app.parts.only_looks,
        runbooks=lambda: tuple((each.id, each.title) for each in app.runbook_desk.shelf.runbooks),
        words=_NextWords(app),
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


def open_runbook(app: Commanding, id: str, words: str) -> None:
    """Show a procedure for an incident: the one that is named, else what fits best, else all there are."""
    desk = app.runbook_desk
    if words and desk.book(words) is not None:
        desk.open_book(words, id)
    elif words:
        if not desk.open_named(words):
            app.notify(f"{words} is not among the procedures here; 7 shows them all")
    elif matches := desk.fitting(app.parts.watch.store.snapshot()):
        desk.open_book(matches[0].runbook.id, id)
    else:
        app.switch_mode("runbooks")


class _NextWords:
    """What should be said next; a team's own templates are read again only when something was recorded."""

    def __init__(self, app: Commanding) -> None:
        self._app = app
        self._about: tuple[object, ...] = ()
        self._found: Sequence[NextWords] = ()

    def __call__(self, room: Room) -> Sequence[NextWords]:
        """The proposals at this moment."""
        incident, states = room.incident, tuple(timer.state for timer in room.timers)
        about = (incident.id, len(incident.timeline), incident.severity, incident.stage, states)
        if about != self._about:
            from console.letters.composing import writing_desk  # noqa: PLC0415 - heavy: all templates

            self._about, self._found = about, writing_desk(self._app, incident).proposals()
        return [_now(each, room) for each in self._found]


def _now(proposed: NextWords, room: Room) -> NextWords:
    left = None if proposed.due is None else (proposed.due - room.now).total_seconds()
    return replace(proposed, left=left)


def _read(app: Commanding, id: str) -> None:
    """Read all of an incident without holding up the keys; what is open was read at the start."""
    incident = app.chronicle.incidents.get(id)
    if incident is not None and incident.stage.over:
        read = partial(app.chronicle.read_incident, id)
        app.run_worker(read, thread=True, exit_on_error=False, group="incident")
