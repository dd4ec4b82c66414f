"""The word somebody meant."""

from __future__ import annotations

import pytest

from data.config.nearest import did_you_mean, nearest

KNOWN = {"policy", "timezone", "read_only", "expect_status", "environment"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("polcy", "policy"),
        ("time-zone", "timezone"),
        ("READ-ONLY", "read_only"),
        ("readonly", "read_only"),
        ("status", "expect_status"),
        ("xyzzy", None),
    ],
)
def test_nearest_known_word(typed: str, meant: str | None) -> None:
    assert nearest(typed, KNOWN) == meant


def test_nothing_is_near_nothing() -> None:
    assert nearest("policy", ()) is None


def test_remedy_is_empty_where_nothing_is_near() -> None:
    assert did_you_mean("xyzzy", KNOWN) == ""
    assert did_you_mean("polcy", KNOWN) == 'the nearest known one is "policy"'
