"""Trends in a row of blocks, and a series with its limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.host import text_of
from widgets.charts.marks import Mark
from widgets.charts.plot import plot
from widgets.charts.spark import spark
from widgets.line import width_of

VALUES = st.lists(st.floats(-1e9, 1e9), max_size=300)


@given(VALUES, st.integers(1, 40), st.none() | st.floats(-1e9, 1e9))
def test_spark_is_as_wide_as_asked(values: list[float], width: int, limit: float | None) -> None:
    assert len(spark(values, width, limit)) == width


@pytest.mark.parametrize(
    ("values", "limit", "shown"),
    [
        ([], None, "    "),
        ([0, 0], None, "    "),
        ([1, 1, 2, 1], 100, "    "),
        ([1, 1, 30, 1], 100, "▁▁▃▁"),
        ([50, 100], 100, "  ▅█"),
        ([5, 5], None, "    "),
        ([5, 5, 6], None, " ▅▅▆"),
    ],
)
def test_height_is_the_share_of_the_limit_and_what_does_not_move_is_left_out(
    values: list[float], limit: float | None, shown: str
) -> None:
    assert spark(values, 4, limit) == shown


@given(VALUES, st.integers(30, 120), st.integers(3, 12))
def test_plot_keeps_to_its_size(values: list[float], width: int, height: int) -> None:
    rows = plot(values, width, height, [Mark(80, "fail", "fail 80")])
    assert all(width_of(row) <= width for row in rows)
    assert len(rows) == (height if values else 1)


def test_a_limit_is_drawn_and_named() -> None:
    text = text_of(plot([10, 20, 90], 60, 5, [Mark(80, "fail", "fail 80 %")], lambda value: f"{value:.0f} %"))
    assert "┄┄█ fail 80 %" in text and "90 %" in text and "0 %" in text


def test_thinning_keeps_the_peak() -> None:
    values = [1.0] * 500 + [99.0] + [1.0] * 500
    assert "█" in text_of(plot(values, 60, 4))
