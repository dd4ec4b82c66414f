"""What can be opened about an incident, and the module that opens it, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.commanding import Commanding

DOORS: Mapping[str, str] = MappingProxyType(
    {
        "declare": "console.declaring:declare",
        "open": "console.incident_desk:open_one",
        "runbook": "console.incident_desk:open_runbook",
        "handover": "console.handing_over:hand_over",
        "report": "console.incident_papers:write_report",
        "review": "console.incident_papers:write_review",
        "update": "console.composing:compose",
        "pager": "console.composing:pager",
        "outbox": "console.outbox_desk:open_outbox",
    }
)
"""What is asked for, and the function of (application, id of the incident, words) that opens it."""


class IncidentDoors:
    """Opens screens and dialogs about incidents."""

    def __init__(self, app: Commanding) -> None:
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
