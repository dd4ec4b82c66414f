"""What every entry about an incident begins with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.models.entry import Draft
from data.models.incident import Incident


def draft_of(incident: Incident, kind: str, fields: dict[str, Any]) -> Draft:
    """An entry of the kind ``incident.<kind>`` about an incident, marked as it is."""
    return Draft(f"incident.{kind}", {"incident": incident.id, **fields}, drill=incident.drill)


def next_number(taken: Iterable[str]) -> str:
    """The number after the highest of those taken; ids that are no numbers do not count."""
    numbers = [int(id) for id in taken if id.isascii() and id.isdigit()]
    return str(max(numbers, default=0) + 1)
