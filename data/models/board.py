"""A dashboard as plain facts: what screens draw, reports print and exports write."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from data.models.series import Key, Series
from data.models.snapshot import Phase
from data.models.threshold import Limit, Threshold
from data.models.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Compared:
    """What a value was at another time: `span` in words ("yesterday", "a week ago")."""

    value: float
    span: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a panel; `key` is what a cursor stays on, and unique in its board.

    `verdict` is None where there is nothing to judge. `text` stands in place of a number.
    `observed_at` is when the value was true by its source's clock, `since` when its verdict (or
    the thing itself) began. `series` is what can be plotted, from the store; `drawn` is a past
    that the fact brings along instead. `words` say in one line what it means; `details` are
    shown when it is opened; `procedure` names what answers it (the id of a checklist, the title
    of a runbook).
    """

    key: str
    name: str
    verdict: Verdict | None = None
    value: float | None = None
    unit: str = ""
    text: str = ""
    limit: Limit | None = None
    threshold: Threshold | None = None
    observed_at: datetime | None = None
    since: datetime | None = None
    compared: Compared | None = None
    series: Key | None = None
    drawn: Series | None = None
    words: str = ""
    source: str = ""
    group: str = ""
    details: tuple[tuple[str, str], ...] = ()
    procedure: str = ""
    url: str = ""


class Shape(StrEnum):
    """How a panel is best drawn."""

    LINES = "lines"
    """A line a fact: value, limit, trend."""
    BARS = "bars"
    """A bar a fact, long as its value: shares, funnels."""
    THINGS = "things"
    """A line a fact, in words: findings, deployments."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Facts that belong together, and how it stands with their sources.

    `phase` is the worst of the sources behind it; `message` says why in words where it is not
    fresh, with `configure` the lines that would bring it to life. `total` counts what there is
    where `facts` show fewer. `note` is a line of its own: an age, a price, a caveat.
    """

    id: str
    title: str
    facts: tuple[Fact, ...] = ()
    shape: Shape = Shape.LINES
    phase: Phase = Phase.FRESH
    message: str = ""
    configure: str = ""
    note: str = ""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A dashboard at one moment; `sentence` is what a tired person needs to know, in one or two lines."""

    id: str
    title: str
    verdict: Verdict
    sentence: tuple[str, ...]
    panels: tuple[Panel, ...] = field(default=())

    @property
    def judged(self) -> bool:
        """Whether anything was held against a limit, or could not be: a pass of nothing is none."""
        facts = (fact for panel in self.panels for fact in panel.facts)
        return self.verdict is not Verdict.PASS or any(fact.verdict is not None for fact in facts)

    def fact(self, key: str) -> Fact | None:
        """The fact of that key."""
        return next((fact for panel in self.panels for fact in panel.facts if fact.key == key), None)
