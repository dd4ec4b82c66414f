"""The order of facts in a panel, and the filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.board import Fact
from data.models.verdict import Verdict
from widgets.boards.board_order import ORDERS, matches, ordered, risen


def fact(key: str, verdict: Verdict | None, value: float | None = None) -> Fact:
    return Fact(key, f"name {key}", verdict, value)


FACTS = [
    fact("a", Verdict.PASS, 1.0),
    fact("b", Verdict.FAIL, 2.0),
    fact("c", None, 9.0),
    fact("d", Verdict.NO_DATA),
    fact("e", Verdict.WARN, 3.0),
]


@pytest.mark.parametrize(
    ("order", "keys"),
    [("worst first", "bdeac"), ("as listed", "abcde"), ("by name", "abcde"), ("greatest first", "cebad")],
)
def test_orders(order: str, keys: str) -> None:
    assert order in ORDERS
    assert "".join(each.key for each in ordered(FACTS, order)) == keys


def test_a_held_order_stays_and_what_is_new_follows() -> None:
    assert "".join(each.key for each in ordered(FACTS, "worst first", "eca")) == "ecabd"


def test_what_would_rise_is_marked_and_what_sinks_is_not() -> None:
    assert risen(FACTS, "worst first", "acedb") == {"b", "d", "e"}
    assert risen(FACTS, "worst first", "bdeac") == frozenset()


@given(st.permutations(range(8)))
def test_put_in_order_nothing_rises(numbers: list[int]) -> None:
    facts = [fact(str(number), list(Verdict)[number % 6]) for number in numbers]
    keys = [each.key for each in ordered(facts, "worst first")]
    assert risen(facts, "worst first", keys) == frozenset()


@pytest.mark.parametrize(
    ("words", "found"), [((), True), (("name",), True), (("fail", "b"), True), (("pass",), False)]
)
def test_all_words_must_stand_in_what_a_fact_says(words: tuple[str, ...], found: bool) -> None:
    assert matches(FACTS[1], words) is found
