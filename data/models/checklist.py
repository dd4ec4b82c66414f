"""A checklist as its document has it: what to look at, how often, and what decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from data.models.labels import Labels
from data.models.threshold import Comparison
from data.models.weekday import Weekday


class Every(StrEnum):
    """How often a list comes round."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ON_DEMAND = "on-demand"


class Week(StrEnum):
    """A week of a month by its days: 1–7, 8–14, 15–21, 22–28, or the last seven, whichever they are."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When a list is due, in the team's zone.

    Without a `weekday` a weekly list is due at any time in its week, without a `week` a monthly
    one at any time in its month; `at` is the local time at which it falls due.
    """

    every: Every
    at: time = time(9, 0)
    weekday: Weekday | None = None
    week: Week | None = None


class Aggregate(StrEnum):
    """What several readings of one signal mean together."""

    ALL = "all"
    ANY = "any"


class Demand(StrEnum):
    """Which number of the policy decides: the one that should hold, or the one that raises the alarm."""

    TARGET = "target"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Must:
    """A sentence that the list itself states about a value, as in ``>= 1``."""

    comparison: Comparison
    number: float


@dataclass(frozen=True, slots=True)
class SignalCheck:
    """An item decided by a signal, whoever feeds it."""

    signal: str
    labels: Labels = ()
    aggregate: Aggregate = Aggregate.ALL
    demand: Demand = Demand.TARGET
    must: Must | None = None


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """An item decided by one configured source, by its name: mostly a command's exit code."""

    source: str


Check = SignalCheck | SourceCheck


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list; without `checks` it waits for a person.

    `command` is what the document has people run: shown, never run by itself. `only` narrows the
    item to some of the list's days. `runbook` is the title of the runbook that answers its failure.
    """

    id: str
    title: str
    checks: tuple[Check, ...] = ()
    command: tuple[str, ...] = ()
    only: Recurrence | None = None
    runbook: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that the document puts under one heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A recurring list, or one run on demand; `budget` is in seconds, None where none is given.

    `document` is the policy that the list's own document became, empty for a team's own list.
    """

    id: str
    title: str
    document: str
    section: str
    recurrence: Recurrence
    groups: tuple[Group, ...]
    budget: float | None = None
    origin: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in order."""
        return tuple(self._each())

    def item(self, id: str) -> Item | None:
        """The item of that id."""
        return next((item for item in self._each() if item.id == id), None)

    def _each(self) -> Iterator[Item]:
        for group in self.groups:
            yield from group.items
