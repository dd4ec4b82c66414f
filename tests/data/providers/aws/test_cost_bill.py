from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.failure import Failure, FailureKind
from data.providers.aws.services.cost_bill import (
    Bill,
    Figure,
    day_of,
    pack,
    parse_anomaly,
    parse_coverage,
    parse_days,
    parse_rest,
    unpack,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def result(day: str, **services: str) -> dict[str, object]:
    groups = [
        {"Keys": [name], "Metrics": {"UnblendedCost": {"Amount": amount, "Unit": "USD"}}}
        for name, amount in services.items()
    ]
    return {"TimePeriod": {"Start": day, "End": day}, "Groups": groups}


def test_days_of_several_pages() -> None:
    pages = [
        {"ResultsByTime": [result("2026-11-18", S3="1.5", EC2="2")]},
        {"ResultsByTime": [result("2026-11-19")]},
    ]
    days, currency = parse_days(pages)
    assert days == {date(2026, 11, 18): {"S3": 1.5, "EC2": 2.0}, date(2026, 11, 19): {}}
    assert currency == "usd"


@pytest.mark.parametrize("amount", ["NaN", "inf", "1e999", "many", "", None, [], True])
def test_an_amount_that_is_no_number_is_left_out(amount: object) -> None:
    days, _ = parse_days([{"ResultsByTime": [result("2026-11-18", S3=amount, EC2="2")]}])  # type: ignore[arg-type]
    assert days == {date(2026, 11, 18): {"EC2": 2.0}}


def test_another_currency_is_told() -> None:
    row = result("2026-11-18", S3="1")
    row["Groups"][0]["Metrics"]["UnblendedCost"]["Unit"] = "CNY"  # type: ignore[index]
    assert parse_days([{"ResultsByTime": [row]}])[1] == "cny"


@pytest.mark.parametrize(
    "page", [{}, {"ResultsByTime": None}, {"ResultsByTime": [{}]}, {"ResultsByTime": [None]}]
)
def test_what_is_no_result_is_passed_over(page: dict[str, object]) -> None:
    assert parse_days([page])[0] == {}


def test_a_day_without_any_cost_is_not_known() -> None:
    bill = Bill(NOW, 1, days={date(2026, 11, 19): {}, date(2026, 11, 18): {"S3": 0.0}})
    assert bill.day(date(2026, 11, 19)) is None
    assert bill.day(date(2026, 11, 18)) == 0.0
    assert bill.day(date(2026, 11, 1)) is None


def test_the_month_so_far() -> None:
    bill = Bill(
        NOW,
        1,
        days={
            date(2026, 10, 31): {"S3": 50.0},
            date(2026, 11, 1): {"S3": 1.0},
            date(2026, 11, 20): {"S3": 2.0},
        },
    )
    assert bill.of_month(date(2026, 11, 20)) == 3.0
    assert bill.of_month(date(2026, 11, 19)) == 1.0
    assert bill.of_month(date(2026, 10, 5)) is None


def forecast(*days: str) -> dict[str, object]:
    return {
        "Total": {"Amount": "99", "Unit": "USD"},
        "ForecastResultsByTime": [
            {"TimePeriod": {"Start": day, "End": day}, "MeanValue": "10"} for day in days
        ],
    }


def test_the_rest_of_the_month_is_the_sum_of_its_days() -> None:
    today = date(2026, 11, 29)
    assert parse_rest(forecast("2026-11-29", "2026-11-30"), today, today) == Figure(20.0)
    assert parse_rest(forecast("2026-11-29", "2026-12-01"), today, today) == Figure(10.0)
    assert parse_rest(forecast(), today, today) == Figure(99.0)
    assert parse_rest({}, today, today).words == "Cost Explorer gives no forecast"


def test_coverage_is_a_share_of_what_can_be_covered() -> None:
    rows = [
        {"Coverage": {"SpendCoveredBySavingsPlans": "30", "TotalCost": "60"}},
        {"Coverage": {"SpendCoveredBySavingsPlans": "30", "TotalCost": "40"}},
    ]
    assert parse_coverage([{"SavingsPlansCoverages": rows}]).value == 60.0
    assert parse_coverage([{}]).words == "no spending that a savings plan could cover"


def test_an_anomaly_with_nothing_in_it() -> None:
    assert parse_anomaly({}).impact is None
    assert parse_anomaly({"RootCauses": []}).service == ""


def test_a_day_is_written_with_or_without_a_time() -> None:
    assert day_of("2026-11-20") == day_of("2026-11-20T00:00:00Z") == date(2026, 11, 20)
    assert day_of("0000-00-00") is day_of(None) is day_of(20261120) is None


amounts = st.floats(min_value=0, max_value=1e9)


@given(
    st.dictionaries(st.dates(), st.dictionaries(st.text(max_size=20), amounts, max_size=4), max_size=6),
    st.one_of(amounts.map(Figure), st.just(Figure(failure=Failure(FailureKind.RIGHTS, "no", "grant ce:X")))),
)
def test_what_is_packed_is_unpacked(days: dict[date, dict[str, float]], rest: Figure) -> None:
    bill = Bill(NOW, 4, "usd", days, rest, Figure(words="none"), (parse_anomaly({"AnomalyId": "a"}),))
    assert unpack(pack(bill)) == bill


@given(st.binary(max_size=200))
def test_what_is_damaged_is_not_unpacked(content: bytes) -> None:
    assert unpack(content) is None


@given(st.integers(min_value=1, max_value=200))
def test_what_is_torn_is_not_unpacked(length: int) -> None:
    content = pack(Bill(NOW, 4, days={date(2026, 11, 18): {"S3": 1.0}}))
    assert unpack(content[: -min(length, len(content) - 1)]) is None
