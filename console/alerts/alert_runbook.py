"""From an alert to what answers it: one of our procedures where it names one, else an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.procedures.naming import named_by
from screens.messages import RunAsked

if TYPE_CHECKING:
    from console.requests import Requests


def open_runbook(app: Requests, runbook: str) -> None:
    """Open the procedure, or put the address where it can be pasted from."""
    if not runbook:
        app.notify("Its rule names no runbook: the annotation runbook_url, or the label runbook, would")
        return
    if app.open_procedure(runbook):
        return
    found = named_by(runbook, app.parts.checklists)
    if found is not None:
        app.post_message(RunAsked(found.id))
        return
    app.copy_to_clipboard(runbook)
    app.notify(f"Copied, where the terminal allows it: {runbook}")
