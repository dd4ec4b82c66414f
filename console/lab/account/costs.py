"""What the account costs: two months of it, one anomaly three weeks ago, a budget and savings plans."""

from __future__ import annotations

import math
from datetime import date, timedelta

from console.lab.account.circumstances import ACCOUNT, REGION, Answer, Circumstances, chance
from console.lab.account.trouble import Trouble
from console.lab.account.wire import Parameters

COMPUTE = "Amazon Elastic Compute Cloud - Compute"
TRANSFER = "EC2 - Other"
DAILY = {
    COMPUTE: 34.0,
    "Amazon Relational Database Service": 22.0,
    TRANSFER: 6.0,
    "Amazon Elastic Load Balancing": 2.4,
    "Amazon CloudFront": 4.1,
    "Amazon Simple Storage Service": 3.2,
    "AWS Lambda": 2.6,
    "AmazonCloudWatch": 1.9,
    "AWS Key Management Service": 0.2,
}
"""Dollars a day on average."""
BUDGET = 3200.0
_SPIKE = 11.0
"""How many times as much computing costs in that trouble."""
_ANOMALY_AGO = (24, 23, 22)
_ANOMALY = 7.0
_WEEKEND = 0.8


def amount(here: Circumstances, service: str, day: date) -> float:
    """One service's day; of today, what has passed of it."""
    weekday = _WEEKEND if day.weekday() > 4 else 1.0
    usual = DAILY[service] * weekday * chance(service, day.toordinal()).uniform(0.95, 1.05)
    ago = (here.now.date() - day).days
    if service == TRANSFER and ago in _ANOMALY_AGO:
        usual *= _ANOMALY
    if service == COMPUTE and ago <= 1 and here.has(Trouble.COST_SPIKE):
        usual *= _SPIKE
    return usual * (here.now.hour + here.now.minute / 60) / 24 if ago == 0 else usual


def cost_and_usage(here: Circumstances, asked: Parameters) -> Parameters:
    """By service and day."""
    start, end = _period(asked)
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days)]
    return {
        "GroupDefinitions": asked.get("GroupBy", []),
        "ResultsByTime": [
            {
                "TimePeriod": _days(day, day + timedelta(days=1)),
                "Total": {},
                "Groups": [
                    {"Keys": [service], "Metrics": {"UnblendedCost": _money(amount(here, service, day))}}
                    for service in DAILY
                ],
                "Estimated": day.replace(day=1) == here.now.date().replace(day=1),
            }
            for day in days
            if day <= here.now.date()
        ],
    }


def forecast(here: Circumstances, asked: Parameters) -> Parameters:
    """Every day as on average, and an eighth more or less."""
    start, end = _period(asked)
    mean = sum(DAILY.values()) * (_SPIKE / 2 if here.has(Trouble.COST_SPIKE) else 1.0)
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days)]
    return {
        "Total": _money(mean * len(days)),
        "ForecastResultsByTime": [
            {
                "TimePeriod": _days(day, day + timedelta(days=1)),
                "MeanValue": f"{mean:.10f}",
                "PredictionIntervalLowerBound": f"{mean * 0.875:.10f}",
                "PredictionIntervalUpperBound": f"{mean * 1.125:.10f}",
            }
            for day in days
        ],
    }


def anomalies(here: Circumstances, asked: Parameters) -> Parameters:
    """The one of three weeks ago, and the one of the trouble."""
    today = here.now.date()
    first, last = (today - timedelta(days=ago) for ago in (_ANOMALY_AGO[0], _ANOMALY_AGO[-1]))
    found = [_anomaly(here, "old", TRANSFER, "EUW1-NatGateway-Bytes", first, last)]
    if here.has(Trouble.COST_SPIKE):
        yesterday = today - timedelta(days=1)
        found.insert(0, _anomaly(here, "spike", COMPUTE, "EUW1-BoxUsage:p4d.24xlarge", yesterday, today))
    return {"Anomalies": found}


def budgets(here: Circumstances, asked: Parameters) -> Parameters:
    """One for the whole account."""
    today = here.now.date()
    days = [today.replace(day=1) + timedelta(days=ahead) for ahead in range(today.day)]
    actual = sum(amount(here, service, day) for day in days for service in DAILY)
    rest = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - today
    expected = actual + float(forecast(here, {"TimePeriod": _days(today, today + rest)})["Total"]["Amount"])
    return {
        "Budgets": [
            {
                "BudgetName": "whole account",
                "BudgetType": "COST",
                "TimeUnit": "MONTHLY",
                "BudgetLimit": {"Amount": f"{BUDGET:.1f}", "Unit": "USD"},
                "CalculatedSpend": {
                    "ActualSpend": {"Amount": f"{actual:.3f}", "Unit": "USD"},
                    "ForecastedSpend": {"Amount": f"{expected:.3f}", "Unit": "USD"},
                },
                "TimePeriod": {"Start": here.now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)},
            }
        ]
    }


def coverage(here: Circumstances, asked: Parameters) -> Parameters:
    """Savings plans cover two thirds of computing."""
    start, end = _period(asked)
    total = DAILY[COMPUTE] * (end - start).days
    covered = total * 2 / 3
    return {
        "SavingsPlansCoverages": [
            {
                "Attributes": {},
                "TimePeriod": _days(start, end),
                "Coverage": {
                    "SpendCoveredBySavingsPlans": f"{covered:.6f}",
                    "OnDemandCost": f"{total - covered:.6f}",
                    "TotalCost": f"{total:.6f}",
                    "CoveragePercentage": f"{100 * covered / total if total else math.nan:.6f}",
                },
            }
        ]
    }


def monitors(here: Circumstances, asked: Parameters) -> Parameters:
    """One, for all services."""
    return {
        "AnomalyMonitors": [
            {
                "MonitorArn": _MONITOR,
                "MonitorName": "all services",
                "MonitorType": "DIMENSIONAL",
                "MonitorDimension": "SERVICE",
            }
        ]
    }


def _anomaly(here: Circumstances, name: str, service: str, usage: str, first: date, last: date) -> Parameters:
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    actual = sum(amount(here, service, day) for day in days)
    expected = DAILY[service] * len(days)
    return {
        "AnomalyId": f"anomaly-{name}",
        "AnomalyStartDate": f"{first}T00:00:00Z",
        "AnomalyEndDate": f"{last}T00:00:00Z",
        "DimensionValue": service,
        "RootCauses": [{"Service": service, "Region": REGION, "LinkedAccount": ACCOUNT, "UsageType": usage}],
        "AnomalyScore": {"MaxScore": 0.98, "CurrentScore": 0.91},
        "Impact": {
            "MaxImpact": round((actual - expected) / len(days), 2),
            "TotalImpact": round(actual - expected, 2),
            "TotalActualSpend": round(actual, 2),
            "TotalExpectedSpend": round(expected, 2),
        },
        "MonitorArn": _MONITOR,
    }


def _period(asked: Parameters) -> tuple[date, date]:
    period = asked["TimePeriod"]
    return date.fromisoformat(period["Start"]), date.fromisoformat(period["End"])


def _days(start: date, end: date) -> Parameters:
    return {"Start": str(start), "End": str(end)}


def _money(value: float) -> Parameters:
    return {"Amount": f"{value:.10f}", "Unit": "USD"}


_MONITOR = f"arn:aws:ce::{ACCOUNT}:anomalymonitor/all-services"

ANSWERS: dict[str, Answer] = {
    "ce.get_cost_and_usage": cost_and_usage,
    "ce.get_cost_forecast": forecast,
    "ce.get_anomalies": anomalies,
    "ce.get_anomaly_monitors": monitors,
    "ce.get_savings_plans_coverage": coverage,
    "budgets.describe_budgets": budgets,
}
