"""The bill by service: yesterday's costs, and each service's days."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from data.models.labels import Labels
from data.models.past import Past
from data.models.reading import Observation
from data.providers.aws.services.cost_bill import Bill

_SIGNAL = "cost.day"
_MOST = 60


def by_service(bill: Bill) -> tuple[Observation, ...]:
    """Yesterday's cost of each service, the dearest of the last months first; the small ones as one."""
    day = bill.asked_at.date() - timedelta(days=1)
    services = bill.days.get(day, {})
    named = _dearest(bill)
    rest = [amount for name, amount in services.items() if name not in named]
    seen = [
        Observation(_SIGNAL, services[name], bill.currency, _label(name), detail=str(day))
        for name in named
        if name in services
    ]
    if rest:
        seen.append(
            Observation(_SIGNAL, sum(rest), bill.currency, _label(_others(len(rest))), detail=str(day))
        )
    return tuple(seen)


def pasts(bill: Bill) -> tuple[Past, ...]:
    """The days that are over: all services together, and each of the dearest."""
    known = sorted(day for day, services in bill.days.items() if services and day < bill.asked_at.date())
    if not known:
        return ()
    whole = _past(bill, known, (), [sum(bill.days[day].values()) for day in known])
    named = (
        _past(bill, known, _label(name), [bill.days[day].get(name, 0.0) for day in known])
        for name in _dearest(bill)
    )
    return (whole, *named)


def _dearest(bill: Bill) -> list[str]:
    total: Counter[str] = Counter()
    for services in bill.days.values():
        total.update(services)
    return [name for name, _ in total.most_common(_MOST)]


def _past(bill: Bill, days: list[date], labels: Labels, values: list[float]) -> Past:
    times = tuple(datetime.combine(day, time(), UTC).timestamp() for day in days)
    return Past(_SIGNAL, labels, bill.currency, times, tuple(values))


def _label(service: str) -> Labels:
    return (("service", service),)


def _others(count: int) -> str:
    return f"{count} others"
