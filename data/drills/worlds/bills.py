"""What the services of a scenario remember of their costs: sixty days, each service with its own line."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from data.models.labels import labels_from
from data.models.past import Past
from data.models.scenario import Bill, Scenario, Service

_DAYS = 60
_STRAY = 0.04
"""By which share one day costs more or less than another."""


def pasts_of(scenario: Scenario, seed: int, service: Service) -> tuple[Past, ...]:
    """The costs of each day before the scenario's own, by bill; the same for the same seed."""
    return _pasts(scenario.id, scenario.starts, seed, service.bills)


@lru_cache(maxsize=16)
def _pasts(id: str, starts: datetime, seed: int, bills: tuple[Bill, ...]) -> tuple[Past, ...]:
    today = datetime.combine(starts.astimezone(UTC).date(), time(), UTC)
    days = [today - timedelta(days=ago) for ago in range(_DAYS, 0, -1)]
    return tuple(
        Past(
            "cost.day",
            labels_from({"service": bill.name}),
            "usd",
            tuple(day.timestamp() for day in days),
            tuple(_cost(id, seed, bill, ago) for ago in range(_DAYS, 0, -1)),
        )
        for bill in bills
    )


def _cost(id: str, seed: int, bill: Bill, ago: int) -> float:
    usual = bill.a_day if bill.lately is None or ago > bill.days else bill.lately
    return round(usual * (1 + random.Random(repr((seed, id, bill.name, ago))).gauss(0.0, _STRAY)), 2)
