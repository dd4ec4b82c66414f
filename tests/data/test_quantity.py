from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.quantity import convert, format_pair, format_value, parse_quantity


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (81, "%", "81 %"),
        (0.12, "%", "0.12 %"),
        (81.234, "%", "81.2 %"),
        (99.95, "%", "99.95 %"),
        (99.99999, "%", "99.99999 %"),
        (99.99999999999999, "%", "100 %"),
        (100, "%", "100 %"),
        (12.1, "ms", "12.1 ms"),
        (412, "ms", "412 ms"),
        (410.4, "ms", "410 ms"),
        (0, "ms", "0 ms"),
        (0.05, "ms", "0.05 ms"),
        (2400, "ms", "2.4 s"),
        (0.412, "s", "412 ms"),
        (90, "s", "90 s"),
        (150, "s", "2.5 min"),
        (86400 * 6, "s", "6 d"),
        (6, "d", "6 d"),
        (26, "h", "26 h"),
        (0, "bytes", "0 B"),
        (1536, "bytes", "1.5 KiB"),
        (5 * 2**30, "bytes", "5 GiB"),
        (1, "bool", "yes"),
        (0, "bool", "no"),
        (12.5, "usd", "$12.50"),
        (-1234.5, "usd", "-$1,234.50"),
        (99, "£", "£99.00"),
        (1234567, "count", "1,234,567"),
        (0.35, "", "0.35"),
        (1200, "rps", "1,200 rps"),
        (-0.0, "count", "0"),
        (1e300, "count", "1.00e+300"),
        (None, "%", "—"),
        (math.nan, "%", "unknown"),
        (math.inf, "ms", "unknown"),
    ],
)
def test_values_in_words(value: float | None, unit: str, words: str) -> None:
    assert format_value(value, unit) == words


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["%", "ms", "s", "bytes", "count", "usd", "d"]),
)
def test_different_numbers_look_different(value: float, limit: float, unit: str) -> None:
    if value != limit:
        assert len(set(format_pair(value, limit, unit))) == 2


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [(2, "s", "ms", 2000), (0.5, "ratio", "%", 50), (1, "GiB", "bytes", 2**30), (1, "", "count", 1)],
)
def test_units_convert_within_their_kind(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected)


@pytest.mark.parametrize(("unit", "to"), [("ms", "%"), ("count", "ms"), ("%", ""), ("rps", "s")])
def test_units_of_different_kinds_do_not(unit: str, to: str) -> None:
    assert convert(1.0, unit, to) is None


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [("81", "%", 81), ("81 %", "%", 81), ("2.4s", "ms", 2400), ("-1", "count", -1), ("x", "%", None)],
)
def test_quantities_are_read(text: str, unit: str, expected: float | None) -> None:
    assert parse_quantity(text, unit) == expected
