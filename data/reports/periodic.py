"""The weekly and the monthly report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.verdict import Verdict, worst
from data.reports.daily import Daily, daily_report
from data.reports.ground import Ground
from data.reports.happening import Happening
from data.reports.period import Period
from data.reports.spending import Spending, spending
from data.reports.target import Target, targets
from data.reports.track import Kept
from data.reports.trend import Trend, trends


@dataclass(frozen=True, slots=True)
class Periodic:
    """A week or a month; `today` is the daily report of its last day so far."""

    period: Period
    at: datetime
    policy: str
    verdict: Verdict
    running: bool
    today: Daily
    targets: tuple[Target, ...]
    trends: tuple[Trend, ...]
    lists: tuple[Kept, ...]
    incidents: tuple[Happening, ...]
    spending: Spending
    silent: tuple[tuple[str, str], ...]
    """Sources that remember, but did not tell, with the reason."""


def periodic_report(ground: Ground, period: Period) -> Periodic:
    """What is known of a week or a month; its verdict is that of its targets."""
    last = min(period.last, ground.today)
    found = trends(ground, period)
    running = ground.today < period.after
    held = targets(ground, found, live=running)
    return Periodic(
        period=period,
        at=ground.snapshot.at,
        policy=ground.policy.id,
        verdict=worst(target.verdict for target in held if target.verdict is not Verdict.NO_DATA),
        running=running,
        today=daily_report(ground, last),
        targets=held,
        trends=found,
        lists=ground.lists(period.first, period.after),
        incidents=ground.incidents(period.first, period.after),
        spending=spending(ground, period),
        silent=tuple((each.source, each.failure) for each in ground.remembered if each.failure),
    )
