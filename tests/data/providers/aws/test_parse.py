from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.models.item import Item
from data.models.verdict import Verdict
from data.providers.aws.parse import dig, gravest, number, some, when, words


def test_what_is_not_there_is_nothing() -> None:
    assert dig({"a": {"b": 1}}, "a.b") == 1
    assert dig({"a": 1}, "a.b") is None
    assert dig(None, "a") is None
    assert words({}, "a.b") == ""
    assert when({"at": "yesterday"}, "at") is None


def test_words_are_safe() -> None:
    assert words({"Name": "a\x1b]52;c;x\x07b\u202e"}, "Name") == "a␛]52;c;x␇b·"


@pytest.mark.parametrize(
    ("given", "meant"), [("12.5", 12.5), (3, 3.0), (True, None), ("many", None), ([], None)]
)
def test_numbers_may_be_written_as_text(given: object, meant: float | None) -> None:
    assert number({"n": given}, "n") == meant


def test_a_time_without_a_zone_is_utc() -> None:
    assert when({"at": datetime(2026, 11, 20)}, "at") == datetime(2026, 11, 20, tzinfo=UTC)  # noqa: DTZ001


def test_the_gravest_come_first_and_not_too_many() -> None:
    items = [Item("alarm", str(n), str(n), Verdict.FAIL if n == 7 else Verdict.PASS) for n in range(10)]
    assert [item.id for item in gravest(items, 3)] == ["7", "0", "1"]


def test_some_names_in_words() -> None:
    assert some(["a", "b"]) == "a, b"
    assert some(["a", "b", "c", "d", ""]) == "a, b, c and 1 more"
