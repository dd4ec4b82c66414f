"""Where the parts of a fact stand in its line; numbers of a panel are aligned on their decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.models.board import Fact
from data.quantity import format_value
from widgets.line import Line, Span, fit

LIMIT, CHANGE, SINCE = 11, 9, 6
_TREND, _SHORT = 12, 8
"""Cells of a trend, where there is much room and where there is little."""
_VALUE_LEAST, _VALUE_MOST = 8, 16
_NARROW, _BROAD = 66, 90
_NUMBER = re.compile(r"(-?[^\d\s]?[\d,]+)((?:\.\d+)?(?:e[+-]\d+)?)(.*)")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How wide the parts of a panel's numbers are, and the `room` that a value takes.

    The parts are what stands before the decimals, the decimals, and the unit; the room is that of
    the whole board, so that columns stand under one another.
    """

    whole: int = 0
    rest: int = 0
    unit: int = 0
    room: int = _VALUE_LEAST

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Numbers:
        """What the values of these facts need."""
        parts = [_parts(value_text(fact)) for fact in facts if not fact.text]
        whole, rest, unit = (max((len(part[at]) for part in parts), default=0) for at in range(3))
        return cls(whole, rest, unit, max(_VALUE_LEAST, min(_VALUE_MOST, whole + rest + unit)))

    def aligned(self, text: str) -> str:
        """A value with its decimal point under those of the others."""
        whole, rest, unit = _parts(text)
        if not unit and not rest and not whole:
            return fit(text, self.room, right=True)
        return fit(
            whole.rjust(self.whole) + rest.ljust(self.rest) + unit.ljust(self.unit), self.room, right=True
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a width has room for, and how wide names and values are."""

    name: int
    numbers: Numbers
    trend: int
    change: bool
    since: bool
    width: int

    @classmethod
    def at(cls, width: int, numbers: Numbers, *, change: bool, since: bool) -> Columns:
        """The columns of a width; `change` where something is compared, `since` where something began."""
        trend = 0 if width < _NARROW else _SHORT if width < _BROAD else _TREND
        change = change and width >= 76
        taken = 2 + 1 + numbers.room + 1 + LIMIT + 1 + SINCE * since
        taken += (trend + 1) * (trend > 0) + (CHANGE + 1) * change
        return cls(max(10, width - taken), numbers, trend, change, since, width)

    def heading(self, title: Line, titled: int, against: str, span: str) -> Line:
        """A panel's title with the names of the columns beside it."""
        names = " " + fit("now", self.numbers.room, right=True) + " " + fit("limit", LIMIT, right=True) + " "
        if self.trend:
            names += fit(f"last {span}", self.trend) + " "
        if self.change:
            names += fit(against, CHANGE, right=True) + " "
        names += fit("since", SINCE) if self.since else ""
        return (*title, Span(" " * max(1, self.name + 2 - titled)), Span(names, "dim"))


def value_text(fact: Fact) -> str:
    """What a fact is worth, in words."""
    return fact.text or format_value(fact.value, fact.unit)


def _parts(text: str) -> tuple[str, str, str]:
    match = _NUMBER.fullmatch(text)
    return (match[1], match[2], match[3]) if match else ("", "", "")
