"""The rows of the table about money."""

from __future__ import annotations

from data.providers.aws.service import AwsService, asking

_HOUR = 3600.0

COST: tuple[AwsService, ...] = (
    AwsService(
        "cost",
        6 * _HOUR,
        frozenset(
            {
                "cost.month_to_date",
                "cost.yesterday",
                "cost.day",
                "cost.forecast",
                "cost.anomalies",
                "cost.savings_coverage_pct",
            }
        ),
        asking("cost"),
        "ce:GetCostAndUsage",
        look=_HOUR / 6,
    ),
    AwsService("budgets", _HOUR, frozenset({"cost.budget_pct"}), asking("budgets"), "budgets:ViewBudget"),
    AwsService(
        "unused",
        _HOUR,
        frozenset({"cost.unused_resources", "cost.unused_usd"}),
        asking("unused"),
        "ec2:DescribeVolumes",
    ),
)
