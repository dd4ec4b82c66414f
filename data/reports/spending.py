"""What a period cost, against the one before, and how the month stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from data.boards.cost_days import Ledger
from data.cost_change import change, explained, totals
from data.reports.ground import Ground
from data.reports.measuring import Field, measure
from data.reports.period import Period
from data.reports.sample import live_samples
from data.reports.wanted import How, Wanted

_SERVICES = 10
_LIVE = (
    Wanted("monthToDate", "month to date", "usd", How.SUM, ("cost.month_to_date",)),
    Wanted("forecast", "forecast of the month", "usd", How.SUM, ("cost.forecast",)),
    Wanted("budgetUsed", "budget used", "%", How.WORST, ("cost.budget_pct",)),
    Wanted("anomalies", "anomalies", "count", How.SUM, ("cost.anomalies",)),
    Wanted("unusedMonthly", "unused, a month", "usd", How.SUM, ("cost.unused_usd",)),
)


@dataclass(frozen=True, slots=True)
class Spending:
    """`total` is the sum of the known days of the period, `before` that of as many days before."""

    unit: str
    total: float | None
    before: float | None
    days: int
    services: tuple[tuple[str, float], ...]
    words: str
    now: tuple[Field, ...]


def spending(ground: Ground, period: Period) -> Spending:
    """From the days that the sources remember, and what they say now."""
    snapshot = ground.snapshot
    now = tuple(measure(each, (lambda signal: live_samples(snapshot, signal),), snapshot) for each in _LIVE)
    ledger = Ledger.of(snapshot)
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    sums = totals(ledger.days)
    known = [day for day in days if day in sums and ledger.last is not None and day <= ledger.last]
    if not known:
        why = now[0].words if not now[0].known else f"no source tells what {period.title} cost"
        return Spending(ledger.unit, None, None, 0, (), f"no data: {why}", now)
    services = {name: sum(costs.get(day, 0.0) for day in known) for name, costs in ledger.days.items()}
    ranked = sorted(services.items(), key=lambda each: (-each[1], each[0]))
    found = (
        change(ledger.days, known[-1], len(known)) if len(known) == (known[-1] - known[0]).days + 1 else None
    )
    words = [f"{len(known)} of {period.days} days are known"] if len(known) < period.days else []
    words += [explained(found, ledger.unit)] if found else ["as many days before are not known"]
    return Spending(
        ledger.unit,
        sum(sums[day] for day in known),
        found.before if found else None,
        len(known),
        tuple(ranked[:_SERVICES]),
        "; ".join(words),
        now,
    )
