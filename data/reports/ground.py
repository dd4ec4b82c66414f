"""What a report stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from data.models.entry import Entry
from data.models.evidence import Evidence
from data.models.incident import Assigned
from data.models.policy import Policy
from data.models.snapshot import Snapshot
from data.recall.asking import Remembered
from data.reports.happening import Happening, incidents_of
from data.reports.sample import evidence_of
from data.reports.track import Kept, Track, kept_lists


@dataclass(frozen=True)
class Ground:
    """What a report stands on: one round of asking, what sources remember, and the journal.

    `bands` is the policy whose bands name the state of the services: the one that decides, or
    the first that has any.
    """

    snapshot: Snapshot
    entries: tuple[Entry, ...]
    zone: ZoneInfo
    policy: Policy
    bands: Policy
    tracks: tuple[Track, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    actions: tuple[Assigned, ...] = ()
    """The action items of incidents that are open as this is written."""

    @cached_property
    def written(self) -> tuple[tuple[datetime, Evidence], ...]:
        """The evidence in the journal, with when it was written."""
        return evidence_of(self.entries)

    @property
    def today(self) -> date:
        """The day that it is, in the team's zone."""
        return self.snapshot.at.astimezone(self.zone).date()

    def between(self, first: date, after: date) -> tuple[float, float]:
        """The span from the first day up to another, in seconds since 1970."""
        start, end = (datetime.combine(day, time(0), self.zone) for day in (first, after))
        return start.timestamp(), end.timestamp()

    def lists(self, first: date, after: date) -> tuple[Kept, ...]:
        """How the lists were kept on these days."""
        return kept_lists(self.tracks, self.zone, self.snapshot.at, first, after)

    def incidents(self, first: date, after: date) -> tuple[Happening, ...]:
        """What happened on these days."""
        return incidents_of(self.entries, self.zone, first, after)
