"""One execution of a checklist, as the journal's entries tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.models.item_record import ItemRecord, ItemState, Note
from data.models.verdict import Verdict, worst


@dataclass(frozen=True, slots=True)
class Signature:
    """Who closed a run, and when."""

    by: str
    at: datetime
    note: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The state of one execution of a list, at any moment of it.

    `expected` are the ids of the items that were on the list that day, `latest` is the item that
    somebody touched last. `worked` is the time that people really spent on it, absences left out,
    and `budget` what the list allows for it, 0 where it names none; both in seconds.
    """

    id: str
    checklist: str
    policy: str
    day: date
    started_at: datetime | None = None
    started_by: str = ""
    expected: tuple[str, ...] = ()
    records: Mapping[str, ItemRecord] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    signed: Signature | None = None
    worked: float = 0.0
    budget: float = 0.0
    latest: str = ""
    people: tuple[str, ...] = ()
    drill: bool = False

    def record(self, item: str) -> ItemRecord:
        """What is known of an item: nothing yet, if nothing was entered."""
        return self.records.get(item) or ItemRecord(item)

    @property
    def all(self) -> tuple[ItemRecord, ...]:
        """Every item's record: those expected, in the list's order, then any others."""
        others = (id for id in self.records if id not in self.expected)
        return tuple(self.record(id) for id in (*self.expected, *others))

    @property
    def open(self) -> tuple[str, ...]:
        """The ids of the items that still need somebody."""
        return tuple(record.id for record in self.all if record.open)

    @property
    def failed(self) -> tuple[str, ...]:
        """The ids of the items that failed."""
        return tuple(record.id for record in self.all if record.state is ItemState.FAILED)

    @property
    def verdict(self) -> Verdict:
        """The worst of all items; what was skipped or does not apply has no say."""
        silent = (ItemState.SKIPPED, ItemState.NOT_APPLICABLE)
        return worst(record.verdict for record in self.all if record.state not in silent)
