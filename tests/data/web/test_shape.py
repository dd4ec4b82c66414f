from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.web.shape import inner, link, moment, moment_ms, number, word

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda nested: st.lists(nested) | st.dictionaries(st.text(), nested),
    max_leaves=10,
)


@given(JSON)
def test_nothing_at_all_makes_reading_fail(value: object) -> None:
    row = {"x": value}
    assert isinstance(word(row, "x"), str) and isinstance(link(row, "x"), str)
    found = number(value)
    assert found is None or abs(found) < float("inf")
    for when in (moment(value), moment_ms(value)):
        assert when is None or when.tzinfo is UTC
    assert inner(row, "x", "y") is not None


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("2026-11-20T09:02:10Z", datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)),
        ("2026-11-20T10:02:10.123456+01:00", datetime(2026, 11, 20, 9, 2, 10, 123456, tzinfo=UTC)),
        ("2026-11-20T09:02:10", datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:00", None),
        ("0000-01-01T00:00:00Z", None),
        ("soon", None),
        (1, None),
    ],
)
def test_moments(value: object, when: datetime | None) -> None:
    assert moment(value) == when


def test_words_are_safe_and_bounded() -> None:
    assert word({"x": "a\x1b[2Jb"}, "x") == "a␛[2Jb"
    assert len(word({"x": "y" * 10_000}, "x", 100)) <= 100
    assert word({"x": True}, "x") == "" and word({"x": 7}, "x") == "7"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "x", 3, None, "https://" + "x" * 3000]
)
def test_an_address_that_nobody_should_open(url: object) -> None:
    assert link({"x": url}, "x") == ""
