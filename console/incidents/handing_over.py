"""Handing a role over from any screen: the page as it is now, and the entry that moves the role."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from data.incidents.handover import Handover, handover_of
from screens.messages import Record
from screens.modals.handover import HandOver

if TYPE_CHECKING:
    from console.incidents.commanding import Commanding
    from data.models.entry import Draft


def hand_over(app: Commanding, id: str, words: str) -> None:
    """Open the page of the commander's role; `words` are who is to take over."""
    read = _page(app, id)
    if read is None:
        app.notify("No incident is open: there is nothing to hand over")
        return
    if app.parts.only_looks:
        app.notify("Nothing is recorded: this console only looks")
        return
    if words:
        app.half_written.typed(id, f"handover:{read.role}:to", words.removeprefix("@"))

    def finished(drafts: list[Draft] | None) -> None:
        if drafts:
            app.post_message(Record(drafts))

    dialog = HandOver(read, lambda: _page(app, id) or read, partial(app.half_written.text, id))
    app.push_screen(dialog, finished)


def _page(app: Commanding, id: str) -> Handover | None:
    room = app.incident_watch.room(id)
    if room is None:
        return None
    zone = app.parts.standing.zone
    letters = (each.letter for each in room.letters)
    found = (room.incident, room.timers, room.calls, room.policy, room.now, room.host)
    return handover_of(*found, zone, waiting=letters)
