from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.lab.account.circumstances import Circumstances
from console.lab.account.costs import BUDGET, COMPUTE, DAILY, TRANSFER, amount, budgets, forecast
from console.lab.account.trouble import Trouble

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CALM = Circumstances(NOW)
SPIKE = Circumstances(NOW, frozenset({Trouble.COST_SPIKE}))
TODAY = NOW.date()


def test_a_day_costs_the_same_whenever_it_is_asked() -> None:
    day = TODAY - timedelta(days=10)
    assert amount(CALM, COMPUTE, day) == amount(Circumstances(NOW + timedelta(days=3)), COMPUTE, day)


def test_of_today_only_what_has_passed() -> None:
    midnight = Circumstances(NOW.replace(hour=0))
    assert amount(midnight, COMPUTE, TODAY) == 0
    assert 0 < amount(CALM, COMPUTE, TODAY) < 0.6 * DAILY[COMPUTE]


def test_one_anomaly_three_weeks_ago() -> None:
    dear = [
        ago
        for ago in range(1, 62)
        if amount(CALM, TRANSFER, TODAY - timedelta(days=ago)) > 3 * DAILY[TRANSFER]
    ]
    assert dear == [22, 23, 24]


def test_the_spike_is_of_yesterday_and_today() -> None:
    dear = [
        ago for ago in range(62) if amount(SPIKE, COMPUTE, TODAY - timedelta(days=ago)) > 2 * DAILY[COMPUTE]
    ]
    assert dear == [0, 1]


@pytest.mark.parametrize(
    "day", [datetime(2026, month, day, 23, 0, tzinfo=UTC) for month in (2, 8, 12) for day in (1, 15, 28)]
)
def test_the_budget_holds_in_every_month(day: datetime) -> None:
    (budget,) = budgets(Circumstances(day), {})["Budgets"]
    spend = budget["CalculatedSpend"]
    assert float(spend["ActualSpend"]["Amount"]) < 0.95 * BUDGET
    assert float(spend["ForecastedSpend"]["Amount"]) < 0.95 * BUDGET


def test_a_forecast_has_a_mean_for_each_day() -> None:
    told = forecast(CALM, {"TimePeriod": {"Start": "2026-11-29", "End": "2026-12-01"}})
    days = [each["TimePeriod"]["Start"] for each in told["ForecastResultsByTime"]]
    assert days == ["2026-11-29", "2026-11-30"]
