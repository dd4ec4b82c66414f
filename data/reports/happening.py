"""The incidents that the journal tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.models.entry import Entry
from data.procedures.fields import text
from data.procedures.sequence import standing
from data.safe import safe

_PREFIX = "incident."
_OVER = "incident.resolved"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident: when it began, when it was over, and how many entries tell of it."""

    id: str
    title: str
    severity: str
    began: datetime
    over: datetime | None
    entries: int

    @property
    def lasted(self) -> float | None:
        """Seconds until it was over."""
        return None if self.over is None else (self.over - self.began).total_seconds()


def incidents_of(entries: Iterable[Entry], zone: ZoneInfo, first: date, after: date) -> tuple[Incident, ...]:
    """Those in earnest that began or went on within some days, oldest first."""
    told: dict[str, list[Entry]] = {}
    for entry in standing(entries):
        if entry.kind.startswith(_PREFIX) and not entry.drill:
            told.setdefault(text(entry, "incident") or entry.id, []).append(entry)
    within = (
        _incident(id, own)
        for id, own in told.items()
        if any(first <= entry.at.astimezone(zone).date() < after for entry in own)
    )
    return tuple(sorted(within, key=lambda incident: incident.began))


def _incident(id: str, entries: list[Entry]) -> Incident:
    over = next((entry.at for entry in reversed(entries) if entry.kind == _OVER), None)
    title = next((found for entry in entries if (found := text(entry, "title"))), "")
    severity = next((found for entry in reversed(entries) if (found := text(entry, "severity"))), "")
    return Incident(
        safe(id), safe(title) or "without a title", safe(severity), entries[0].at, over, len(entries)
    )
