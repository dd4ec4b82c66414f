"""What Cost Explorer said, in a form that can be kept on disk; pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from data.models.failure import Failure
from data.providers.aws.calls import Row
from data.providers.aws.parse import dig, number, rows_of, texts_of, words
from data.safe import safe

PRICE_USD = 0.01
"""What AWS takes for a request to Cost Explorer (its price list, 2025)."""
DAYS = 62
"""As far back as the days are asked for."""

_MOST_NAME = 80


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, or why there is none: in `words` where that is no failure."""

    value: float | None = None
    words: str = ""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A cost that Cost Anomaly Detection did not expect; `impact` is what it added."""

    id: str
    start: str
    end: str
    service: str
    region: str
    usage: str
    impact: float | None
    expected: float | None
    actual: float | None
    feedback: str


@dataclass(frozen=True, slots=True)
class Bill:
    """The days by service, and what is said beside them. `rest` is the forecast from `asked_at` on."""

    asked_at: datetime
    requests: int
    currency: str = "usd"
    days: dict[date, dict[str, float]] = field(default_factory=dict)
    rest: Figure = Figure()
    coverage: Figure = Figure()
    anomalies: tuple[Anomaly, ...] = ()
    anomalies_failure: Failure | None = None

    def day(self, day: date) -> float | None:
        """The whole of one day; None where nothing is known of it."""
        services = self.days.get(day)
        return sum(services.values()) if services else None

    def of_month(self, day: date) -> float | None:
        """From the first of that day's month up to and with it; None where nothing is known."""
        first = day.replace(day=1)
        known = [self.day(first + timedelta(days=ahead)) for ahead in range((day - first).days + 1)]
        amounts = [amount for amount in known if amount is not None]
        return sum(amounts) if amounts else None


def parse_days(pages: Iterable[Row]) -> tuple[dict[date, dict[str, float]], str]:
    """Cost by day and service, and the currency in small letters."""
    days: dict[date, dict[str, float]] = {}
    currency = "usd"
    for result in (result for page in pages for result in rows_of(page, "ResultsByTime")):
        day = day_of(dig(result, "TimePeriod.Start"))
        if day is None:
            continue
        services = days.setdefault(day, {})
        for group in rows_of(result, "Groups"):
            amount = _finite(group, "Metrics.UnblendedCost.Amount")
            if amount is None:
                continue
            name = ", ".join(safe(key, _MOST_NAME) for key in texts_of(group, "Keys"))
            services[name] = services.get(name, 0.0) + amount
            currency = words(group, "Metrics.UnblendedCost.Unit", 10).lower() or currency
    return days, currency


def parse_rest(answer: Row, first: date, month: date) -> Figure:
    """The forecast from `first` to the end of its month, summed over the days."""
    amounts = [
        _finite(result, "MeanValue")
        for result in rows_of(answer, "ForecastResultsByTime")
        if (day := day_of(dig(result, "TimePeriod.Start"))) and first <= day and day.month == month.month
    ]
    known = [amount for amount in amounts if amount is not None]
    if known:
        return Figure(sum(known))
    total = _finite(answer, "Total.Amount")
    return Figure(total) if total is not None else Figure(words="Cost Explorer gives no forecast")


def parse_coverage(pages: Iterable[Row]) -> Figure:
    """What share of the spending that savings plans can cover they do cover."""
    rows = [row for page in pages for row in rows_of(page, "SavingsPlansCoverages")]
    total = sum(_finite(row, "Coverage.TotalCost") or 0.0 for row in rows)
    covered = sum(_finite(row, "Coverage.SpendCoveredBySavingsPlans") or 0.0 for row in rows)
    if not total:
        return Figure(words="no spending that a savings plan could cover")
    return Figure(100.0 * covered / total)


def parse_anomaly(row: Mapping[str, Any]) -> Anomaly:
    """One of GetAnomalies' rows, with the first of its root causes."""
    cause = next(iter(rows_of(row, "RootCauses")), {})
    return Anomaly(
        id=words(row, "AnomalyId", 100),
        start=words(row, "AnomalyStartDate", 40),
        end=words(row, "AnomalyEndDate", 40),
        service=words(cause, "Service", _MOST_NAME) or words(row, "DimensionValue", _MOST_NAME),
        region=words(cause, "Region", 40),
        usage=words(cause, "UsageType", _MOST_NAME),
        impact=_finite(row, "Impact.TotalImpact"),
        expected=_finite(row, "Impact.TotalExpectedSpend"),
        actual=_finite(row, "Impact.TotalActualSpend"),
        feedback=words(row, "Feedback", 40),
    )


def day_of(text: object) -> date | None:
    """A day as AWS writes it, with or without a time."""
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _finite(row: Mapping[str, Any], path: str) -> float | None:
    value = number(row, path)
    return value if value is not None and math.isfinite(value) else None


def pack(bill: Bill) -> bytes:
    """As it is kept."""
    return _BILL.dump_json(bill)


def unpack(content: bytes | None) -> Bill | None:
    """What was kept; None where it is damaged, or from another version."""
    if content is None:
        return None
    try:
        return _BILL.validate_json(content)
    except ValidationError:
        return None


_BILL = TypeAdapter(Bill)
