"""What the rows of a team's own query come to."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.providers.postgres.custom import number, parse_query
from data.providers.postgres.question import ROW_LIMIT
from data.providers.postgres.settings import PostgresQuery

_SECONDS = {"hours": 1, "minutes": 30}


def query(**settings: object) -> PostgresQuery:
    return PostgresQuery.model_validate({"signal": "business.users", "sql": "select 1", **settings})


def test_one_row_one_value() -> None:
    (seen,) = parse_query([{"count": 41}], query(unit="count"))
    assert (seen.signal, seen.value, seen.unit, seen.labels) == ("business.users", 41.0, "count", ())


def test_a_row_for_each_value_of_the_labels() -> None:
    rows: list[dict[str, Any]] = [
        {"plan": "free", "region": None, "n": 3},
        {"plan": "paid", "region": "eu", "n": Decimal("1.5")},
    ]
    seen = parse_query(rows, query(labels=["plan", "region"]))
    assert [(each.labels, each.value) for each in seen] == [
        ((("plan", "free"), ("region", "")), 3.0),
        ((("plan", "paid"), ("region", "eu")), 1.5),
    ]


def test_a_column_called_value_is_the_number() -> None:
    (seen,) = parse_query([{"since": "x", "value": 2, "note": "y"}], query())
    assert seen.value == 2.0


@pytest.mark.parametrize(
    ("rows", "settings", "words"),
    [
        ([], {}, "the query returned no row"),
        ([], {"labels": ["plan"]}, "the query returned no row"),
        ([{"a": 1, "b": 2}], {}, "2 columns where one was expected"),
        ([{"plan": "x"}], {"labels": ["plan"]}, "0 columns where one was expected"),
        ([{"n": 1}], {"labels": ["plan"]}, "the query has no column plan"),
        ([{"n": 1}, {"n": 2}], {}, "2 rows where one was expected"),
        ([{"n": 1}] * (ROW_LIMIT + 1), {}, "more than 200 rows where one was expected"),
        ([{"n": None}], {}, "the query answered null"),
        ([{"n": "12"}], {}, "not a number but text: 12"),
        ([{"n": [1]}], {}, "not a number but list: [1]"),
        ([{"n": date(2026, 11, 20)}], {}, "not a number but date: 2026-11-20"),
        ([{"n": datetime(2026, 11, 20, tzinfo=UTC)}], {}, "not a number but datetime"),
        ([{"n": math.nan}], {}, "not a finite number: nan"),
        ([{"n": Decimal("NaN")}], {}, "not a finite number: nan"),
        ([{"n": Decimal("sNaN")}], {}, "a number too large to be used"),
        ([{"n": math.inf}], {}, "not a finite number: inf"),
        ([{"n": 10**400}], {}, "a number too large to be used"),
        ([{"n": "\x1b[2J"}], {}, "not a number but text: ␛[2J"),
    ],
)
def test_what_is_no_number_is_no_data_with_words(
    rows: list[dict[str, Any]], settings: dict[str, Any], words: str
) -> None:
    """Fault 38: never 0, never a pass."""
    (seen,) = parse_query(rows, query(**settings))
    assert seen.value is None
    assert seen.detail.startswith(words)


def test_the_same_labels_twice_are_not_guessed_at() -> None:
    rows = [{"plan": "free", "n": 1}, {"plan": "free", "n": 2}, {"plan": "paid", "n": 3}]
    seen = parse_query(rows, query(labels=["plan"]))
    assert [(each.value, each.detail) for each in seen] == [
        (None, "several rows have these labels"),
        (3.0, ""),
    ]


def test_too_many_rows_are_cut_and_it_is_said() -> None:
    rows = [{"id": str(position), "n": position} for position in range(ROW_LIMIT + 1)]
    seen = parse_query(rows, query(labels=["id"]))
    assert len(seen) == ROW_LIMIT + 1
    assert (seen[-1].value, seen[-1].detail) == (None, "cut off: more than 200 rows")


@pytest.mark.parametrize(
    ("value", "expected", "unit"),
    [
        (True, 1.0, "bool"),
        (False, 0.0, "bool"),
        (timedelta(**_SECONDS), 5400.0, "s"),
        (-0.0, 0.0, ""),
        (7, 7.0, ""),
    ],
)
def test_numbers(value: object, expected: float, unit: str) -> None:
    assert number(value) == (expected, unit, "")


_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.binary(),
    st.timedeltas(),
)


@given(_ANYTHING)
def test_whatever_the_database_gives_it_is_a_finite_number_or_words(value: object) -> None:
    found, _, words = number(value)
    assert (found is None) == bool(words)
    assert found is None or math.isfinite(found)
