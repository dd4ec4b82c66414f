"""What the account costs: by service and day, the forecast, anomalies and savings plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from data.errors import SourceError
from data.models.reading import Observation
from data.providers.aws.calls import Calls
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.cost_anomaly import anomaly_items, anomaly_observation
from data.providers.aws.services.cost_bill import PRICE_USD, Bill, Figure, pack, unpack
from data.providers.aws.services.cost_requests import ask_all
from data.providers.aws.services.cost_service import by_service, pasts
from data.quantity import format_value

_TOO_OLD = timedelta(hours=24)
_NAME = "cost"


def ask(calls: Calls, moment: Moment) -> Found:
    """From what is kept of this very account; Cost Explorer takes money, so it is asked seldom."""
    name = f"{_NAME}-{calls.one('sts', 'get_caller_identity')['Account']}"
    kept = unpack(moment.keep.read(name))
    if kept is not None and not _due(kept, moment):
        return found(kept, moment.now)
    try:
        bill = ask_all(calls, moment.now)
    except SourceError as error:
        if kept is None or not timedelta() <= moment.now - kept.asked_at < _TOO_OLD:
            raise
        return found(kept, moment.now, f"; not refreshed: {error.failure.message}")
    trouble = moment.keep.write(name, pack(bill))
    return found(bill, moment.now, f"; {trouble}" if trouble else "")


def found(bill: Bill, now: datetime, more: str = "") -> Found:
    """What a bill says, now; each word of it tells how old the bill is and what a new one costs."""
    words = _circumstances(bill, now) + more
    seen = (
        _so_far(bill),
        _yesterday(bill),
        _forecast(bill),
        _figure("cost.savings_coverage_pct", "%", bill.coverage, "of the spending that plans can cover"),
        anomaly_observation(bill),
        *by_service(bill),
    )
    observations = tuple(
        replace(each, observed_at=bill.asked_at, detail=f"{each.detail}; {words}" if each.detail else words)
        for each in seen
    )
    return Found(observations, anomaly_items(bill), pasts(bill))


def _due(bill: Bill, moment: Moment) -> bool:
    """Whether it is old, from another month, or from a time that has not come yet."""
    age, now = moment.now - bill.asked_at, moment.now
    same_month = (bill.asked_at.year, bill.asked_at.month) == (now.year, now.month)
    return not (timedelta() <= age < timedelta(seconds=moment.pace) and same_month)


def _circumstances(bill: Bill, now: datetime) -> str:
    age = max(0.0, (now - bill.asked_at).total_seconds())
    asked = "asked just now" if age < 60 else f"asked {format_value(age, 's')} ago"
    return f"{asked}; a refresh costs about {format_value(bill.requests * PRICE_USD, 'usd')}"


def _so_far(bill: Bill) -> Observation:
    today = bill.asked_at.date()
    amount = bill.of_month(today)
    words = f"1 to {today.day} {today:%B}" if amount is not None else "no cost on record this month"
    return Observation("cost.month_to_date", amount, bill.currency, detail=words)


def _yesterday(bill: Bill) -> Observation:
    day = bill.asked_at.date() - timedelta(days=1)
    amount = bill.day(day)
    words = f"{day}, still an estimate" if amount is not None else f"no cost on record for {day} yet"
    return Observation("cost.yesterday", amount, bill.currency, detail=words)


def _forecast(bill: Bill) -> Observation:
    """What the days before today cost, and what the rest of the month is expected to."""
    today = bill.asked_at.date()
    spent = bill.of_month(today - timedelta(days=1)) if today.day > 1 else None
    rest = bill.rest
    if rest.value is not None:
        rest = replace(rest, value=rest.value + (spent or 0.0))
    return _figure("cost.forecast", bill.currency, rest, f"the whole of {today:%B}")


def _figure(signal: str, unit: str, figure: Figure, words: str) -> Observation:
    if figure.value is not None:
        return Observation(signal, figure.value, unit, detail=words)
    said = figure.failure.message if figure.failure else figure.words
    return Observation(signal, None, unit, detail=said, failure=figure.failure)
