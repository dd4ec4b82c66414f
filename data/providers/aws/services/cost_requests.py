"""Asks Cost Explorer for everything at once, and counts what that costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import rows_of
from data.providers.aws.services.cost_bill import (
    DAYS,
    Anomaly,
    Bill,
    Figure,
    parse_anomaly,
    parse_coverage,
    parse_days,
    parse_rest,
)

_PAGES = 30
_COVERAGE_DAYS = 30
_SERVICE = "ce"
_METRIC = "UnblendedCost"


@dataclass
class Till:
    """Calls that are paid for, counted."""

    calls: Calls
    requests: int = 0

    def one(self, operation: str, **parameters: object) -> Row:
        """One request."""
        self.requests += 1
        return self.calls.one(_SERVICE, operation, **parameters)

    def pages(self, operation: str, token: str, **parameters: object) -> list[Row]:
        """All pages, each a request; `token` is what Cost Explorer calls its next page."""
        pages: list[Row] = []
        following: dict[str, object] = {}
        while len(pages) < _PAGES:
            page = self.one(operation, **parameters, **following)
            pages.append(page)
            if not page.get(token):
                break
            following = {token: page[token]}
        return pages


def ask_all(calls: Calls, now: datetime) -> Bill:
    """A new bill. Raises SourceError where the costs cannot be had; the rest may fail for itself."""
    till = Till(calls)
    today = now.date()
    days, currency = parse_days(
        till.pages(
            "get_cost_and_usage",
            "NextPageToken",
            TimePeriod=_period(today - timedelta(days=DAYS), today + timedelta(days=1)),
            Granularity="DAILY",
            Metrics=[_METRIC],
            GroupBy=[{"Type": "DIMENSION", "Key": "SERVICE"}],
        )
    )
    rest = _figure(lambda: _rest(till, today))
    coverage = _figure(lambda: _coverage(till, today))
    anomalies, failure = _anomalies(till, today)
    return Bill(
        asked_at=now,
        requests=till.requests,
        currency=currency,
        days=days,
        rest=rest,
        coverage=coverage,
        anomalies=anomalies,
        anomalies_failure=failure,
    )


def _next_month(day: date) -> date:
    """The first of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _rest(till: Till, today: date) -> Figure:
    answer = till.one(
        "get_cost_forecast",
        TimePeriod=_period(today, _next_month(today)),
        Metric="UNBLENDED_COST",
        Granularity="DAILY",
    )
    return parse_rest(answer, today, today)


def _coverage(till: Till, today: date) -> Figure:
    return parse_coverage(
        till.pages(
            "get_savings_plans_coverage",
            "NextToken",
            TimePeriod=_period(today - timedelta(days=_COVERAGE_DAYS), today),
            Granularity="MONTHLY",
        )
    )


def _anomalies(till: Till, today: date) -> tuple[tuple[Anomaly, ...], Failure | None]:
    interval = {"StartDate": str(today - timedelta(days=DAYS)), "EndDate": str(today)}
    try:
        pages = till.pages("get_anomalies", "NextPageToken", DateInterval=interval, MaxResults=100)
        found = tuple(parse_anomaly(row) for page in pages for row in rows_of(page, "Anomalies"))
        if not found and not till.one("get_anomaly_monitors", MaxResults=1).get("AnomalyMonitors"):
            return (), _NO_MONITOR
    except SourceError as error:
        if error.failure.kind not in _LASTING:
            raise
        return (), error.failure
    return found, None


def _figure(ask: Callable[[], Figure]) -> Figure:
    try:
        return ask()
    except SourceError as error:
        if "DataUnavailable" in error.failure.message:
            return Figure(words="not enough history yet, says Cost Explorer")
        if error.failure.kind not in _LASTING:
            raise
        return Figure(failure=error.failure)


def _period(start: date, end: date) -> dict[str, str]:
    return {"Start": str(start), "End": str(end)}


_LASTING = frozenset({FailureKind.RIGHTS, FailureKind.NOT_CONFIGURED, FailureKind.REFUSED})
"""What will be no other in a minute, so that it can be kept; all else is asked again."""
_NO_MONITOR = Failure(
    FailureKind.NOT_CONFIGURED,
    "no cost anomaly monitor is set up",
    "create a monitor under Billing, Cost Anomaly Detection: it is free",
)
