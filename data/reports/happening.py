"""The incidents that the journal tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.incidents.fold import fold_incidents
from data.models.entry import Entry
from data.models.incident import Incident


@dataclass(frozen=True, slots=True)
class Happening:
    """What a report says of one incident: when it began, when it was over, how many entries tell of it.

    `lasted` are the seconds until it was over, without the known jumps of the clock.
    """

    id: str
    title: str
    severity: str
    began: datetime
    over: datetime | None
    entries: int
    lasted: float | None = None


def incidents_of(entries: Iterable[Entry], zone: ZoneInfo, first: date, after: date) -> tuple[Happening, ...]:
    """Those in earnest that began or went on within some days, oldest first."""
    within = (
        _happening(each)
        for each in fold_incidents(entries).values()
        if any(first <= line.stamp.at.astimezone(zone).date() < after for line in each.timeline)
    )
    return tuple(sorted(within, key=lambda incident: incident.began))


def _happening(told: Incident) -> Happening:
    over = told.resolved
    return Happening(
        id=told.id,
        title=told.title or "without a title",
        severity=told.severity,
        began=told.began.at,
        over=over.at if over else None,
        entries=len(told.timeline),
        lasted=max(0.0, over.steady - told.began.steady) if over else None,
    )
