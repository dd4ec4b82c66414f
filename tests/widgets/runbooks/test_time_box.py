"""A time box in words that change seldom."""

from __future__ import annotations

import pytest

from widgets.line import Span
from widgets.runbooks.time_box import time_box


@pytest.mark.parametrize(
    ("spent", "box", "shown"),
    [
        (0.0, 300.0, Span("5 min left of 5 min", "dim")),
        (0.5, 300.0, Span("5 min left of 5 min", "dim")),
        (181.0, 300.0, Span("2 min left of 5 min", "dim")),
        (239.9, 300.0, Span("2 min left of 5 min", "dim")),
        (240.0, 300.0, Span("60 s left of 5 min", "warn")),
        (299.5, 300.0, Span("10 s left of 5 min", "warn")),
        (300.0, 300.0, Span("0 s over its 5 min", "fail")),
        (345.0, 300.0, Span("40 s over its 5 min", "fail")),
        (421.0, 300.0, Span("2 min over its 5 min", "fail")),
        (10.0, None, Span("no time box", "dim")),
    ],
)
def test_what_is_left(spent: float, box: float | None, shown: Span) -> None:
    assert time_box(spent, box) == shown


def test_in_five_minutes_it_changes_ten_times() -> None:
    words = [time_box(tick / 2, 300.0).text for tick in range(600)]
    assert len(set(words)) == 10
