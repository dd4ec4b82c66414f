"""An incident as Statuspage's interface takes it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.models.incident import Stage
from data.models.letter import Letter, Purpose
from data.safe import safe
from data.web.shape import inner

_STATUSES = {
    Stage.INVESTIGATING: "investigating",
    Stage.MITIGATING: "identified",
    Stage.MONITORING: "monitoring",
    Stage.RESOLVED: "resolved",
    Stage.CLOSED: "resolved",
}
_MARK = "ops_console"
_GRAVE = ("p0", "sev0", "critical")


def status_of(letter: Letter) -> str:
    """One of the page's four."""
    return "resolved" if letter.purpose is Purpose.RESOLVE else _STATUSES[letter.stage]


def incident_of(letter: Letter, components: Sequence[str], *, new: bool) -> dict[str, Any]:
    """What is sent to make an incident, or to change one.

    The letter's key is in the metadata, by which it is found again where no answer came.
    """
    status = status_of(letter)
    marks = {_MARK: {"key": letter.key, "incident": letter.incident}}
    sent: dict[str, Any] = {"status": status, "body": letter.body, "metadata": marks}
    if new:
        sent["name"] = safe(letter.title or letter.subject or "Incident", 200)
    if components:
        sent["components"] = dict.fromkeys(components, _component(status, letter.severity))
    return {"incident": sent}


def bears(document: Mapping[str, Any], letter: Letter) -> bool:
    """Whether an incident of the page has the letter's key."""
    return inner(document, "metadata", _MARK).get("key") == letter.key


def _component(status: str, severity: str) -> str:
    if status == "resolved":
        return "operational"
    return "major_outage" if severity.casefold() in _GRAVE else "partial_outage"
