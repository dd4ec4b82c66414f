"""A plot in cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.models.series import Series
from tests.host import text_of
from tests.widgets.charts.made import LATENCY, NOW, START_OF, chart, series
from widgets.charts.chart import GUTTER
from widgets.charts.chart_drawing import chart_lines
from widgets.line import Line, plain_text, width_of


def cells(lines: list[Line], x: int) -> str:
    """The column that a place in the picture has, without the times under it."""
    return "".join(plain_text(each)[GUTTER + 1 + x] for each in lines[:-1])


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=80),
    st.integers(30, 160),
    st.integers(3, 30),
    st.none() | st.floats(START_OF, NOW),
)
def test_it_keeps_to_its_size(values: list[float], width: int, height: int, cursor: float | None) -> None:
    lines = chart_lines(chart(values, threshold=LATENCY), width, height, cursor)
    assert len(lines) == height and all(width_of(line) <= width for line in lines)


def test_limits_are_drawn_and_named_and_numbered() -> None:
    text = text_of(chart_lines(chart([130.0] * 50, threshold=LATENCY), 78, 8))
    assert "┄ fail > 500 ms" in text and "target < 200 ms" in text
    assert "    500 ms ┄" in text


def test_what_breaks_a_limit_is_in_its_tone() -> None:
    lines = chart_lines(chart([150.0] * 20 + [600.0] * 20, threshold=LATENCY), 78, 8)
    drawn = {(span.tone) for line in lines for span in line if any("⠀" <= c <= "⣿" for c in span.text)}
    assert {"accent", "fail"} <= drawn


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    whole = series([100.0 + at for at in range(61)])
    known = [pair for at, pair in enumerate(zip(whole.times, whole.values, strict=True)) if not 20 < at < 40]
    broken = Series(tuple(at for at, _ in known), tuple(value for _, value in known))
    lines = chart_lines(chart(broken), 11 + 60, 8)
    assert cells(lines, 30).strip() == "" and cells(lines, 10).strip() and cells(lines, 50).strip()


def test_what_is_compared_has_a_mark_of_its_own() -> None:
    lines = chart_lines(chart([100.0] * 61, compared=series([50.0] * 61)), 78, 8)
    assert "◦◦◦" in text_of(lines)
    assert "◦" not in text_of(chart_lines(chart([100.0] * 61), 78, 8))


def test_the_cursor_is_a_line_that_leaves_what_it_crosses() -> None:
    lines = chart_lines(chart([100.0] * 61), 11 + 60, 8, NOW - 1800)
    column = cells(lines, 30)
    assert column.count("│") == len(column) - 1 and any("⠀" <= c <= "⣿" for c in column)


def test_the_least_value_is_seen_too() -> None:
    assert any("⠀" < c <= "⣿" for c in text_of(chart_lines(chart([0.0] * 61, unit=""), 78, 8)))
