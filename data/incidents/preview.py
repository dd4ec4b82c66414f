"""What enter would do with a line that is being typed."""

from __future__ import annotations

from data.incidents.orders import ORDERS
from data.incidents.telling import telling
from data.incidents.typed import Typed
from data.models.incident import Incident

_OPENS = {order.opens: order.does for order in ORDERS if order.opens}


def preview(found: Typed, incident: Incident) -> str:
    """In one line: the entry that would be written, what would open, or what is still missing."""
    if found.refusal:
        return found.refusal
    if found.opens:
        return f"enter opens it: {_OPENS[found.opens]}"
    told = [
        telling(draft.kind, draft.fields, _about(draft.fields.get("task"), incident))
        for draft in found.drafts
    ]
    kind = found.drafts[0].kind.removeprefix("incident.") if found.drafts else ""
    if kind == "note":
        return "enter writes this note"
    return f"enter records: {'; '.join(told)}"


def _about(id: object, incident: Incident) -> str:
    task = incident.task(id) if isinstance(id, str) else None
    return task.text if task is not None else ""
