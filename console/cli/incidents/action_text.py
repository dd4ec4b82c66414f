"""Action items, in lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from console.cli.columns import aligned
from data.models.incident import Assigned, Stamp
from data.procedures.action_items import owed_document


def listing(found: Sequence[Assigned], today: date) -> list[str]:
    """One line each."""
    if not found:
        return ["No action items."]
    return aligned([_row(each, today) for each in found])


def document(found: Sequence[Assigned], today: date, zone: ZoneInfo) -> dict[str, Any]:
    """Of ``incident action list``."""
    return {
        "schema": 1,
        "actions": [
            {
                **owed_document(each, today),
                "done": _stamp(each.action.done, zone),
                "note": each.action.note or None,
                "entry": each.action.stamp.entry,
            }
            for each in found
        ],
    }


def _row(each: Assigned, today: date) -> tuple[str, ...]:
    action, late = each.action, each.action.overdue(today)
    state = "done" if action.done else f"{late} d over" if late else "open"
    due = f"due {action.due.isoformat()}" if action.due else "no day"
    return f"{each.incident}/{action.id}", f"@{action.owner or 'nobody'}", due, state, action.text


def _stamp(stamp: Stamp | None, zone: ZoneInfo) -> dict[str, Any] | None:
    if stamp is None:
        return None
    return {"by": stamp.by, "at": stamp.at.astimezone(zone).isoformat(timespec="milliseconds")}
