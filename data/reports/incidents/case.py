"""What a report of an incident stands on; nothing in it is asked for later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from data.models.entry import Entry
from data.models.incident import Incident, Stamp
from data.models.policy import Policy
from data.models.series import Key, Series
from data.models.timer import Timer
from data.procedures.sequence import corrected


def entries_about(id: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entries that name an incident, by their own id: as they stand, those taken back among them."""
    return {entry.id: entry for entry, _ in corrected(entries) if entry.get("incident") == id}


@dataclass(frozen=True, slots=True)
class Case:
    """An incident at the moment `at` on the clock of `host`.

    `entries` are those that tell of it, by their id, with corrections worked in. `others` are all
    incidents, this one among them; `pasts` are series of its time (seconds since 1970) that were recorded.
    """

    incident: Incident
    policy: Policy
    timers: tuple[Timer, ...]
    at: datetime
    host: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    others: tuple[Incident, ...] = ()
    pasts: Mapping[Key, Series] = field(default_factory=dict)

    def after(self, stamp: Stamp) -> float:
        """Seconds from the declaration to a stamp, without the known jumps of clocks."""
        return stamp.steady - self.incident.start.steady
