"""Costs that nobody expected, as Cost Anomaly Detection lists them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.parse import gravest
from data.providers.aws.services.cost_bill import Anomaly, Bill, day_of
from data.quantity import format_value

_SIGNAL = "cost.anomalies"
_RECENT_DAYS = 7
_DISMISSED = ("NO", "PLANNED_ACTIVITY")


def anomaly_observation(bill: Bill) -> Observation:
    """How many there were in the last days; those that somebody has dismissed do not count."""
    failure = bill.anomalies_failure
    if failure:
        return Observation(_SIGNAL, None, "count", detail=failure.message, failure=failure)
    recent = sum(_open(each, bill) for each in bill.anomalies)
    words = f"in {_RECENT_DAYS} days; {len(bill.anomalies)} in two months"
    return Observation(_SIGNAL, float(recent), "count", detail=words)


def anomaly_items(bill: Bill) -> tuple[Item, ...]:
    """Each of them, those of the last days first; the weight is what they added to the bill."""
    return gravest(_item(each, bill) for each in bill.anomalies)


def _item(anomaly: Anomaly, bill: Bill) -> Item:
    start = day_of(anomaly.start)
    impact = format_value(anomaly.impact, bill.currency)
    more = f" in {anomaly.region}" if anomaly.region else ""
    fields = [
        ("usage", anomaly.usage),
        ("expected", format_value(anomaly.expected, bill.currency)),
        ("actual", format_value(anomaly.actual, bill.currency)),
        ("until", anomaly.end[:10]),
        ("feedback", anomaly.feedback),
    ]
    return Item(
        "anomaly",
        anomaly.id,
        f"{anomaly.service or 'a service'}{more} cost {impact} more than expected",
        Verdict.WARN if _open(anomaly, bill) else Verdict.PASS,
        state="open" if _open(anomaly, bill) else "over",
        at=datetime.combine(start, time(), UTC) if start else None,
        group=anomaly.service,
        amount=anomaly.impact,
        unit=bill.currency,
        fields=facts_of(*fields),
    )


def _open(anomaly: Anomaly, bill: Bill) -> bool:
    last = day_of(anomaly.end) or day_of(anomaly.start)
    recent = bill.asked_at.date() - timedelta(days=_RECENT_DAYS)
    return anomaly.feedback not in _DISMISSED and (last is None or last >= recent)
