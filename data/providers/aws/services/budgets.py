"""The account's budgets: how much of each is used, and how much will be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import MOST_SERIES, dig, gravest, number, when, words
from data.providers.aws.service import Found, Moment
from data.quantity import format_value

_SIGNAL = "cost.budget_pct"
_SPENDING = ("COST", "USAGE", "")


def ask(calls: Calls, moment: Moment) -> Found:
    """Every budget of what is spent or used; those of coverage are the other way round, and left out."""
    account = calls.one("sts", "get_caller_identity")["Account"]
    return found(calls.pages("budgets", "describe_budgets", "Budgets", AccountId=account), moment.now)


def found(budgets: Iterable[Row], now: datetime) -> Found:
    """The share used of each, and the worst of them without a label."""
    spending = [budget for budget in budgets if words(budget, "BudgetType") in _SPENDING]
    if not spending:
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "budgets: the account has none",
            "create one under Billing, Budgets: the first two are free",
        )
    seen = [_observation(budget, now) for budget in spending]
    known = [each for each in seen if each.value is not None]
    worst = max(known, key=lambda each: each.value or 0.0, default=None)
    whole = (
        Observation(_SIGNAL, worst.value, "%", detail=f"{dict(worst.labels)['budget']}: {worst.detail}")
        if worst
        else Observation(_SIGNAL, None, "%", detail="no budget has a limit")
    )
    return Found((whole, *seen[:MOST_SERIES]), gravest(_item(budget, now) for budget in spending))


def _observation(budget: Row, now: datetime) -> Observation:
    limit, actual = _limit(budget, now), number(budget, "CalculatedSpend.ActualSpend.Amount")
    share = 100.0 * actual / limit if actual is not None and limit else None
    unit = _unit(budget)
    words_ = f"{format_value(actual, unit)} of {format_value(limit, unit)}"
    return Observation(_SIGNAL, share, "%", (("budget", words(budget, "BudgetName", 100)),), detail=words_)


def _item(budget: Row, now: datetime) -> Item:
    limit, actual = _limit(budget, now), number(budget, "CalculatedSpend.ActualSpend.Amount")
    forecast, unit = number(budget, "CalculatedSpend.ForecastedSpend.Amount"), _unit(budget)
    over = limit is not None and actual is not None and actual > limit
    soon = limit is not None and forecast is not None and forecast > limit
    state = "used up" if over else "will be used up" if soon else "within"
    fields = [
        ("limit", format_value(limit, unit)),
        ("actual", format_value(actual, unit)),
        ("forecast", format_value(forecast, unit)),
        ("period", words(budget, "TimeUnit", 20).lower()),
    ]
    return Item(
        "budget",
        words(budget, "BudgetName", 100),
        words(budget, "BudgetName", 100),
        Verdict.FAIL if over else Verdict.WARN if soon else Verdict.PASS,
        state=state,
        at=when(budget, "TimePeriod.Start"),
        amount=actual,
        unit=unit,
        fields=tuple(fields),
    )


def _limit(budget: Row, now: datetime) -> float | None:
    """The limit, or that of the period that has begun last where each has its own."""
    own = number(budget, "BudgetLimit.Amount")
    planned = dig(budget, "PlannedBudgetLimits")
    planned = planned if isinstance(planned, dict) else {}
    begun = [
        start
        for start in planned
        if isinstance(start, str) and start.isdecimal() and int(start) <= now.timestamp()
    ]
    return own if own is not None or not begun else number(planned[max(begun, key=int)], "Amount")


def _unit(budget: Row) -> str:
    unit = words(budget, "CalculatedSpend.ActualSpend.Unit", 20) or words(budget, "BudgetLimit.Unit", 20)
    return unit.lower() if len(unit) == 3 else unit
