"""The weeks and months that reports are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Span(StrEnum):
    """How long a report reaches."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `first` up to the day `after`, which is no longer part of it."""

    span: Span
    first: date
    after: date

    @property
    def last(self) -> date:
        """The last day of it."""
        return self.after - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.after - self.first).days

    @property
    def before(self) -> Period:
        """The one before it."""
        return period_of(self.span, self.first - timedelta(days=1))

    @property
    def title(self) -> str:
        """What people call it."""
        if self.span is Span.MONTHLY:
            return f"{self.first:%B %Y}"
        if self.span is Span.WEEKLY:
            year, week, _ = self.first.isocalendar()
            return f"week {week} of {year}, {self.first.isoformat()} to {self.last.isoformat()}"
        return self.first.isoformat()


def period_of(span: Span, day: date) -> Period:
    """The day itself, its week from Monday on, or its month."""
    if span is Span.DAILY:
        return Period(span, day, day + timedelta(days=1))
    if span is Span.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Period(span, monday, monday + timedelta(days=7))
    first = day.replace(day=1)
    return Period(span, first, (first + timedelta(days=31)).replace(day=1))
