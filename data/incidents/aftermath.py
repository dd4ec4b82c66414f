"""What is to be done after an incident, as the entries tell it while the fold goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from data.models.entry import Entry
from data.models.incident import Action, Stamp
from data.procedures.fields import said

ADDED, DONE, OPENED = "incident.action", "incident.action-done", "incident.action-opened"
AFTER = (ADDED, DONE, OPENED)


class Aftermath:
    """The action items of one incident, growing entry by entry."""

    def __init__(self) -> None:
        self.actions: dict[str, Action] = {}

    def take(self, entry: Entry, stamp: Stamp) -> None:
        """Go on by one entry."""
        (self._add if entry.kind == ADDED else self._settle)(entry, stamp)

    def _add(self, entry: Entry, stamp: Stamp) -> None:
        words = said(entry, "text")
        if words:
            id = said(entry, "action") or str(len(self.actions) + 1)
            made = Action(id, words, said(entry, "owner"), stamp, _day(entry), said(entry, "area"))
            self.actions.setdefault(id, made)

    def _settle(self, entry: Entry, stamp: Stamp) -> None:
        """Only the first to finish it has; opened again, it is to be done anew."""
        found = self.actions.get(said(entry, "action"))
        if found is None:
            return
        if entry.kind == OPENED:
            self.actions[found.id] = replace(found, done=None, note="")
        elif found.done is None:
            self.actions[found.id] = replace(found, done=stamp, note=said(entry, "note"))


def _day(entry: Entry) -> date | None:
    value = entry.get("due")
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
