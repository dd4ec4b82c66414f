"""Spans of an incident as people say them."""

from __future__ import annotations

import pytest

from data.incidents.spans import until


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (290.2, "in 4 min 50 s"),
        (0.6, "in 1 s"),
        (0.000022, "now"),
        (-0.3, "now"),
        (-139.2, "2 min 19 s late"),
    ],
)
def test_until_something_is_due_is_told_to_the_second_and_no_finer(left: float, told: str) -> None:
    assert until(left, "late") == told
