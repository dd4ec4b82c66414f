"""From an alert to what answers it: one of our procedures where it names one, else an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.checklist import Checklist
from screens.messages import RunAsked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.requests import Requests


def open_runbook(app: Requests, runbook: str) -> None:
    """Open the procedure, or put the address where it can be pasted from."""
    if not runbook:
        app.notify("Its rule names no runbook: the annotation runbook_url, or the label runbook, would")
        return
    if app.open_procedure(runbook):
        return
    found = procedure(app.parts.checklists, runbook)
    if found is not None:
        app.post_message(RunAsked(found.id))
        return
    app.copy_to_clipboard(runbook)
    app.notify(f"Copied, where the terminal allows it: {runbook}")


def procedure(checklists: Iterable[Checklist], runbook: str) -> Checklist | None:
    """The list of that id or title, or whose id is the last step of the address."""
    wanted = {runbook.casefold(), runbook.rstrip("/").rpartition("/")[2].casefold()}
    return next((each for each in checklists if {each.id.casefold(), each.title.casefold()} & wanted), None)
