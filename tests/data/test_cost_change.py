"""What changed and who explains it: sums that must add up, and words that must be true."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cost_change import OTHERS, Days, by_day, change, explained, last_whole_day, totals
from data.models.past import Past

LAST = date(2026, 11, 19)
EC2, S3, RDS = "EC2", "S3", "RDS"


def two_days(**services: tuple[float, float]) -> Days:
    return {
        name: {LAST - timedelta(days=1): before, LAST: after} for name, (before, after) in services.items()
    }


def words(**services: tuple[float, float]) -> str:
    found = change(two_days(**services), LAST, 1)
    assert found is not None
    return explained(found, "usd")


@pytest.mark.parametrize(
    ("services", "said"),
    [
        ({EC2: (10, 51), S3: (5, 16)}, "EC2 explains $41.00 of the +$52.00"),
        ({EC2: (51, 10), S3: (5, 5)}, "EC2 explains all of it"),
        ({EC2: (51, 10), S3: (16, 5)}, "EC2 explains $41.00 of the -$52.00"),
        ({EC2: (10, 70), S3: (20, 12)}, "EC2 rose $60.00, all others fell $8.00"),
        (
            {EC2: (10, 20), S3: (10, 19), RDS: (10, 18)},
            "EC2 explains $10.00 of the +$27.00, with S3 +$9.00 and 1 more",
        ),
        ({EC2: (10, 10), S3: (5, 5)}, "the same"),
        ({EC2: (0, 0.004), S3: (0, 0.004)}, "many small differences"),
        ({EC2: (10, 15), S3: (10, 5)}, "the sum is the same; EC2 rose $5.00, S3 fell $5.00"),
    ],
)
def test_the_service_that_explains_it_is_named(services: dict[str, tuple[float, float]], said: str) -> None:
    assert words(**services) == said


def test_a_service_that_is_new_or_gone_counts_as_nothing_before_or_after() -> None:
    days: Days = {EC2: {LAST: 7.0}, S3: {LAST - timedelta(days=1): 3.0}}
    found = change(days, LAST, 1)
    assert found is not None
    assert (found.before, found.after, dict(found.services)) == (3.0, 7.0, {EC2: 7.0, S3: -3.0})


@pytest.mark.parametrize(
    ("known", "span", "is_told"), [(14, 7, True), (13, 7, False), (60, 30, True), (59, 30, False)]
)
def test_too_few_days_are_not_compared(known: int, span: int, is_told: bool) -> None:
    days: Days = {EC2: {LAST - timedelta(days=number): 1.0 for number in range(known)}}
    assert (change(days, LAST, span) is not None) is is_told


def test_days_are_utc_and_one_services_pasts_are_added_up() -> None:
    evening = datetime(2026, 11, 19, 23, 59, tzinfo=UTC).timestamp()
    morning = datetime(2026, 11, 20, tzinfo=UTC).timestamp()
    pasts = [
        Past("cost.day", (("service", EC2),), "usd", (evening, morning), (1.0, 2.0)),
        Past("cost.day", (("region", "eu"), ("service", EC2)), "usd", (evening,), (4.0,)),
    ]
    days = by_day(pasts)
    assert days == {EC2: {LAST: 5.0, LAST + timedelta(days=1): 2.0}}
    assert list(totals(days)) == [LAST, LAST + timedelta(days=1)]
    assert last_whole_day(days, LAST + timedelta(days=1)) == LAST
    assert last_whole_day({}, LAST) is None


def test_what_the_named_services_do_not_account_for_is_kept() -> None:
    noon = datetime(2026, 11, 19, 12, tzinfo=UTC).timestamp()
    whole = Past("cost.day", (), "usd", (noon,), (10.0,))
    named = Past("cost.day", (("service", EC2),), "usd", (noon,), (7.0,))
    assert by_day([whole, named]) == {EC2: {LAST: 7.0}, OTHERS: {LAST: 3.0}}
    assert totals(by_day([whole, named])) == {LAST: 10.0}
    assert by_day([whole, replace(named, values=(10.0,))]) == {EC2: {LAST: 10.0}}


def test_of_equals_the_first_by_name_is_named_however_they_add_up() -> None:
    days: Days = {
        name: {LAST - timedelta(days=n): 0.1 + (0.1 if n < 30 else 0.0) for n in range(60)}
        for name in ("B", "A", "C")
    }
    days = {**days, "B": {day: cost + 1e-9 for day, cost in days["B"].items()}}
    found = change(days, LAST, 30)
    assert found is not None
    assert [name for name, _ in found.services] == ["A", "B", "C"]
    assert explained(found, "usd").startswith("A explains $3.00 of the +$9.00, with B")


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1),
        st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)),
        min_size=1,
        max_size=30,
    )
)
def test_the_parts_are_the_whole(services: dict[str, tuple[float, float]]) -> None:
    found = change(two_days(**services), LAST, 1)
    assert found is not None
    small = 0.005 * len(services)
    assert sum(value for _, value in found.services) == pytest.approx(found.difference, abs=small + 1e-6)
    assert explained(found, "usd")
