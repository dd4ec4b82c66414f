"""Entries of one incident, made quickly, and the clocks that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count

from data.incidents.clocks import clocks_of
from data.incidents.fold import fold_incidents
from data.models.entry import Draft, Entry
from data.models.incident import Incident
from data.models.timer import Timer
from data.policies.book import load_policies

THREE = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ID = "INC-2026-11-20-1"
HOST = "bastion-1"


class Scene:
    """Writes entries at so many seconds after the beginning."""

    def __init__(self, policy: str = "skafu", start: datetime = THREE, host: str = HOST) -> None:
        self.policy = load_policies().get(policy)
        self.start = start
        self.host = host
        self.entries: list[Entry] = []
        self._numbers = count(1)

    def at(
        self, when: float, kind: str, /, *, by: str = "alice", drill: bool = False, **fields: object
    ) -> Entry:
        """One entry."""
        return self.enter(when, kind, fields, by, drill=drill)

    def enter(
        self, when: float, kind: str, fields: Mapping[str, object], by: str = "alice", *, drill: bool = False
    ) -> Entry:
        """One entry, its fields in a table."""
        number = next(self._numbers)
        entry = Entry(
            id=f"{self.host}-{number:04}",
            schema=1,
            at=self.moment(when),
            day=date(2026, 11, 20),
            by=by,
            host=self.host,
            kind=kind,
            drill=drill,
            fields=fields if kind.startswith("clock.") else {"incident": ID, **fields},
            line=number * 10,
        )
        self.entries.append(entry)
        return entry

    def moment(self, seconds: float) -> datetime:
        """So many seconds after the start, in its zone; added in UTC: a zone's own sums lie at night."""
        return (self.start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.start.tzinfo)

    def declare(self, severity: str = "P0", **fields: object) -> Entry:
        """The declaration, at second 0."""
        told = {"severity": severity, "title": "site down", "policy": self.policy.id, **fields}
        return self.enter(0, "incident.declared", told)

    def write(self, seconds: float, drafts: list[Draft]) -> None:
        """What the journal makes of drafts."""
        for draft in drafts:
            self.enter(seconds, draft.kind, draft.fields)

    @property
    def incident(self) -> Incident:
        """The incident as it stands."""
        return fold_incidents(self.entries)[ID]

    def clocks(self, seconds: float, *, former: bool = False) -> dict[str, Timer]:
        """The clocks by name (the repeating ones with a star) at a moment."""
        timers = clocks_of(self.incident, self.policy, self.moment(seconds), self.host)
        return {
            f"{each.name}*" if each.repeats else each.name: each for each in timers if each.former is former
        }
