"""What can be opened about an incident, and the module that opens it, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.runbooks.conducting import Conducting

DOORS: Mapping[str, str] = MappingProxyType(
    {
        "declare": "console.incidents.declaring:declare",
        "open": "console.incidents.incident_desk:open_one",
        "runbook": "console.incidents.incident_desk:open_runbook",
        "handover": "console.incidents.handing_over:hand_over",
        "report": "console.incidents.incident_papers:write_report",
        "review": "console.incidents.incident_papers:write_review",
        "update": "console.letters.composing:compose",
        "pager": "console.letters.composing:pager",
        "outbox": "console.letters.outbox_desk:open_outbox",
    }
)
"""What is asked for, and the function of (application, id of the incident, words) that opens it."""


class IncidentDoors:
    """Opens screens and dialogs about incidents."""

    def __init__(self, app: Conducting) -> None:
        self._app = app

    def open(self, act: str, id: str = "", words: str = "") -> None:
        """Open what is asked for; `id` may be empty where only one incident can be meant."""
        place = DOORS.get(act)
        if place is None:
            self._app.notify(f"There is nothing to open for {act}")
            return
        module, _, function = place.partition(":")
        getattr(import_module(module), function)(self._app, id or self._only(), words)

    def _only(self) -> str:
        found = self._app.chronicle.open_incidents()
        return found[0].id if len(found) == 1 else ""
