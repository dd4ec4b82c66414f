"""Plain columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.cli.columns import aligned, width


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert aligned([["fail", "db", "81 %"], ["warn", "api-2", "7 %"]], right={2}) == [
        "fail  db     81 %",
        "warn  api-2  7 %",
    ]
    assert aligned([["a", "81 %", "x"], ["b", "7 %", "y"]], right={1}) == ["a  81 %  x", "b   7 %  y"]


def test_nothing_gives_nothing() -> None:
    assert aligned([]) == []


def test_wide_and_combining_signs_are_counted_in_cells() -> None:
    assert width("資料") == 4
    assert width("e\u0301") == 1
    assert aligned([["資", "x"], ["abc", "y"]]) == ["資   x", "abc  y"]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5), st.just("|")), min_size=1))
def test_the_last_column_begins_at_one_place(rows: list[tuple[str, str, str]]) -> None:
    ends = {width(line.rpartition("|")[0]) for line in aligned(rows)}
    assert len(ends) == 1
