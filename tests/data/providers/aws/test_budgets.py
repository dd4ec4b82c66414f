from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.budgets import ask, found
from tests.aws import calls, moment, seen, whole
from tests.aws import provider as provider_of
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def budget(
    name: str, actual: object, forecast: object = 0, limit: object = 100, **more: object
) -> dict[str, Any]:
    return {
        "BudgetName": name,
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": limit, "Unit": "USD"},
        "CalculatedSpend": {
            "ActualSpend": {"Amount": actual, "Unit": "USD"},
            "ForecastedSpend": {"Amount": forecast, "Unit": "USD"},
        },
        **more,
    }


def test_without_a_budget_it_says_how(moto: str) -> None:
    with pytest.raises(SourceError) as caught:
        ask(calls(moto), moment())
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED


async def test_a_budget_of_moto(moto: str) -> None:
    client("budgets", moto).create_budget(
        AccountId="123456789012",
        Budget={
            "BudgetName": "all",
            "BudgetType": "COST",
            "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": "100", "Unit": "USD"},
        },
    )
    answer = await whole(provider_of(moto, "budgets"))
    assert seen(answer, "cost.budget_pct").value == 0
    assert seen(answer, "cost.budget_pct", budget="all").value == 0


def test_the_worst_of_all_stands_without_a_label() -> None:
    told = found([budget("a", "50", "90"), budget("b", "120", "150"), budget("c", "10", "130")], NOW)
    worst, *each = told.observations
    assert (worst.value, worst.labels, worst.detail) == (120, (), "b: $120.00 of $100.00")
    assert [one.value for one in each] == [50, 120, 10]
    assert [(item.title, item.state, item.verdict) for item in told.items] == [
        ("b", "used up", Verdict.FAIL),
        ("c", "will be used up", Verdict.WARN),
        ("a", "within", Verdict.PASS),
    ]
    assert dict(told.items[0].fields)["forecast"] == "$150.00"


def test_coverage_is_the_other_way_round_and_left_out() -> None:
    with pytest.raises(SourceError):
        found([budget("cover", "40", BudgetType="SAVINGS_PLANS_COVERAGE")], NOW)


def test_a_budget_of_its_own_limit_each_month() -> None:
    months = {
        "1790812800": {"Amount": "100"},
        "1793491200": {"Amount": "200"},
        "1796083200": {"Amount": "900"},
    }
    row = budget("planned", "50") | {"PlannedBudgetLimits": months}
    del row["BudgetLimit"]
    assert found([row], NOW).observations[0].value == 25


@pytest.mark.parametrize(
    ("limit", "actual"), [("0", "5"), (None, "5"), ("many", "5"), ("100", None), ("100", [])]
)
def test_a_budget_without_a_limit_has_no_share(limit: object, actual: object) -> None:
    told = found([budget("odd", actual, limit=limit)], NOW)
    assert [each.value for each in told.observations] == [None, None]
    assert told.observations[0].detail == "no budget has a limit"


def test_hostile_names_are_made_safe() -> None:
    assert found([budget("a\x1b]0;x\x07", "5")], NOW).items[0].title == "a␛]0;x␇"
