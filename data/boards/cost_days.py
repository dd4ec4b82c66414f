"""The days of the bill: which service, how much a day, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from data.boards.panels import framed
from data.cost_change import (
    SPANS,
    CostChange,
    Days,
    by_day,
    change,
    explained,
    last_whole_day,
    signed,
    totals,
)
from data.models.board import Compared, Fact, Panel, Shape
from data.models.series import Series
from data.models.snapshot import Snapshot
from data.quantity import format_value

_SERVICES = 12
_SHARE_DAYS = 30
_TOLD = 12


@dataclass(frozen=True, slots=True)
class Ledger:
    """What each service cost on each day; `last` is the newest day that is over."""

    days: Days
    unit: str
    last: date | None

    @classmethod
    def of(cls, snapshot: Snapshot) -> Ledger:
        """From what the sources remember; of several currencies, the first source's."""
        pasts = [past for source in snapshot.sources for past in source.pasts if past.signal == "cost.day"]
        unit = pasts[0].unit if pasts else "usd"
        days = by_day(past for past in pasts if past.unit == unit)
        return cls(days, unit, last_whole_day(days, snapshot.at.astimezone(UTC).date()))

    def changes(self) -> dict[str, CostChange | None]:
        """By the name of the span, what changed; None where too few days are known."""
        return {name: change(self.days, self.last, span) if self.last else None for span, name in SPANS}


def services_panel(ledger: Ledger, snapshot: Snapshot) -> Panel:
    """The dearest services of thirty days, each with its share and its days."""
    signals = ("cost.day",)
    if ledger.last is None:
        return framed("services", "By service", (), signals, snapshot, shape=Shape.BARS)
    span = [ledger.last - timedelta(days=number) for number in range(_SHARE_DAYS)]
    sums = {name: sum(costs.get(day, 0.0) for day in span) for name, costs in ledger.days.items()}
    whole = sum(sums.values())
    ranked = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    facts = tuple(
        Fact(
            key=f"cost:service:{name}",
            name=f"{name} · {_share(value, whole)}" if whole else name,
            value=value,
            unit=ledger.unit,
            drawn=_series(ledger.days[name], snapshot),
            words=f"{_share(value, whole)} of the whole" if whole else "",
            group="services",
            details=_lately(ledger.days[name], ledger),
        )
        for name, value in ranked[:_SERVICES]
    )
    total = len(ranked) if len(ranked) > len(facts) else None
    known = sum(day in totals(ledger.days) for day in span)
    title = f"By service, {known} days"
    return framed("services", title, facts, signals, snapshot, shape=Shape.BARS, total=total)


def days_panel(ledger: Ledger, snapshot: Snapshot) -> Panel:
    """What everything cost each day, and the newest whole day against the same weekday before."""
    sums = totals(ledger.days)
    if ledger.last is None:
        return framed("days", "By day", (), ("cost.day",), snapshot)
    week_before = sums.get(ledger.last - timedelta(days=7))
    fact = Fact(
        key="cost:days",
        name="all services a day",
        value=sums[ledger.last],
        unit=ledger.unit,
        observed_at=_moment(ledger.last),
        drawn=_series(sums, snapshot),
        compared=Compared(week_before, "a week before") if week_before is not None else None,
        words=f"{day_name(ledger.last)}, the newest day that is over",
        group="days",
        details=_lately(sums, ledger),
    )
    return framed("days", "By day", (fact,), ("cost.day",), snapshot)


def changes_panel(ledger: Ledger, snapshot: Snapshot) -> Panel:
    """The last day, week and month against the one before, and which service explains it."""
    if ledger.last is None:
        return framed("changes", "What changed", (), ("cost.day",), snapshot)
    known = len(totals(ledger.days))
    facts = tuple(
        _change(span, name, change(ledger.days, ledger.last, span), known, ledger) for span, name in SPANS
    )
    return framed("changes", "What changed", facts, ("cost.day",), snapshot, shape=Shape.THINGS)


def _change(span: int, name: str, found: CostChange | None, known: int, ledger: Ledger) -> Fact:
    key = f"cost:change:{name}"
    if found is None:
        words = f"{known} days are known, it takes {2 * span} in a row"
        return Fact(key, f"{name}: {words}", text="not known", words=words, group="changes")
    before, after = format_value(found.before, ledger.unit), format_value(found.after, ledger.unit)
    words = explained(found, ledger.unit)
    return Fact(
        key,
        f"{name} {signed(found.difference, ledger.unit)}: {words}",
        value=found.difference,
        unit=ledger.unit,
        text=f"{before} → {after}",
        words=f"the last {name} against the {name} before: {words}",
        group="changes",
        details=(
            ("before", before),
            ("after", after),
            *((service, signed(value, ledger.unit)) for service, value in found.services[:_TOLD]),
        ),
    )


def _series(costs: Mapping[date, float], snapshot: Snapshot) -> Series:
    """Days as a series on the snapshot's own scale of time."""
    now, elapsed = snapshot.at.timestamp(), snapshot.elapsed
    days = sorted(costs)
    return Series(
        tuple(elapsed - (now - _moment(day).timestamp()) for day in days), tuple(costs[day] for day in days)
    )


def _share(value: float, whole: float) -> str:
    return format_value(100 * value / whole, "%", digits=2)


def _lately(costs: Mapping[date, float], ledger: Ledger) -> tuple[tuple[str, str], ...]:
    days = sorted(costs, reverse=True)[:7]
    return tuple((day_name(day), format_value(costs[day], ledger.unit)) for day in days)


def day_name(day: date) -> str:
    """A day in words: ``Thu 19 Nov``."""
    return f"{day:%a} {day.day} {day:%b}"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
