"""What changed in what is spent, and which service explains it: pure arithmetic on days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from data.models.past import Past
from data.quantity import format_value

Days = Mapping[str, Mapping[date, float]]
"""What each service cost on each day."""

SPANS = ((1, "day"), (7, "week"), (30, "month"))
"""How many days are held against as many before them, and what people call that."""
OTHERS = "all others"
"""The services that are too small to be told apart."""
_ONE = timedelta(days=1)
_SMALL = 0.005
"""Dollars below which two sums are the same to anybody who pays."""
_CENTS = 4
"""Digits after which two differences are the same, however they were added up."""
_NEARLY = 0.03
"""A service whose part is within this share of the whole change explains all of it."""


@dataclass(frozen=True, slots=True)
class CostChange:
    """What so many days cost, against as many before them; `services` are the differences, largest first."""

    days: int
    before: float
    after: float
    services: tuple[tuple[str, float], ...]

    @property
    def difference(self) -> float:
        """More than before where it is positive."""
        return self.after - self.before


def by_day(pasts: Iterable[Past], label: str = "service") -> Days:
    """The costs of each service by the day they fell on, as the source counts days: in UTC.

    Where a past without that label tells the whole, what no service accounts for is `OTHERS`.
    """
    found: dict[str, dict[date, float]] = {}
    for past in pasts:
        days = found.setdefault(dict(past.labels).get(label, ""), {})
        for moment, value in zip(past.times, past.values, strict=True):
            day = datetime.fromtimestamp(moment, UTC).date()
            days[day] = days.get(day, 0.0) + value
    whole = found.pop("", {})
    rest = {day: value - sum(costs.get(day, 0.0) for costs in found.values()) for day, value in whole.items()}
    if any(abs(value) >= _SMALL for value in rest.values()):
        found[OTHERS] = rest
    return found


def totals(days: Days) -> dict[date, float]:
    """What everything cost on each day, oldest first."""
    sums: dict[date, float] = {}
    for costs in days.values():
        for day, value in costs.items():
            sums[day] = sums.get(day, 0.0) + value
    return dict(sorted(sums.items()))


def change(days: Days, last: date, span: int) -> CostChange | None:
    """The `span` days up to `last` against those before; None where not all of them are known."""
    known = {day for costs in days.values() for day in costs}
    after = {last - number * _ONE for number in range(span)}
    before = {day - span * _ONE for day in after}
    if not (after | before) <= known:
        return None
    differences = {name: _sum(costs, after) - _sum(costs, before) for name, costs in days.items()}
    largest = sorted(differences.items(), key=lambda each: (-round(abs(each[1]), _CENTS), each[0]))
    return CostChange(
        span,
        sum(_sum(costs, before) for costs in days.values()),
        sum(_sum(costs, after) for costs in days.values()),
        tuple((name, value) for name, value in largest if abs(value) >= _SMALL),
    )


def last_whole_day(days: Days, today: date) -> date | None:
    """The newest day that is over; today's costs are still coming in."""
    return max((day for costs in days.values() for day in costs if day < today), default=None)


def explained(found: CostChange, unit: str) -> str:
    """Which service the change comes from: ``EC2 explains $41.00 of the +$52.00``."""
    total = found.difference
    if abs(total) < _SMALL:
        moved = _moved(found.services[:2], unit)
        return f"the sum is the same; {moved}" if moved else "the same"
    if not found.services:
        return "many small differences"
    name, most = max(found.services, key=lambda each: round(each[1] * (1 if total > 0 else -1), _CENTS))
    if abs(abs(most) - abs(total)) <= max(_SMALL, abs(total) * _NEARLY):
        return f"{name} explains all of it"
    if abs(most) > abs(total):
        return f"{_moved([(name, most)], unit)}, all others {_moved([('', total - most)], unit)}"
    words = f"{name} explains {_money(abs(most), unit)} of the {signed(total, unit)}"
    return words if abs(most) >= abs(total) / 2 else words + _next(found, name, total, unit)


def signed(value: float, unit: str) -> str:
    """A difference with its sign: ``+$52.00``."""
    return f"{'+' if value >= 0 else '-'}{_money(abs(value), unit)}"


def _next(found: CostChange, first: str, total: float, unit: str) -> str:
    others = [each for each in found.services if each[0] != first and each[1] * total > 0]
    if not others:
        return ""
    rest = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return f", with {others[0][0]} {signed(others[0][1], unit)}{rest}"


def _moved(services: Sequence[tuple[str, float]], unit: str) -> str:
    return ", ".join(
        f"{name} {'rose' if value > 0 else 'fell'} {_money(abs(value), unit)}".strip()
        for name, value in services
    )


def _money(value: float, unit: str) -> str:
    return format_value(value, unit)


def _sum(costs: Mapping[date, float], days: Iterable[date]) -> float:
    return math.fsum(costs.get(day, 0.0) for day in days)
