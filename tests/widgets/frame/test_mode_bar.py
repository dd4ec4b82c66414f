"""The titles of screens, in one line at every width."""

from __future__ import annotations

import pytest

from widgets.frame.mode_bar import shown_titles

TITLES = [
    *("Health", "Performance", "Cost", "Security", "Business"),
    *("Checklists", "Runbooks", "Incident", "Journal", "Alerts"),
]


@pytest.mark.parametrize("width", [60, 78, 98, 158])
def test_all_fit(width: int) -> None:
    gap, shown = shown_titles(TITLES, width)
    assert sum(len(title) + 2 + gap for title in shown) - gap <= width
    assert len(shown) == len(TITLES)


def test_nothing_is_cut_where_there_is_room() -> None:
    assert shown_titles(TITLES, 158) == (3, TITLES)


def test_eighty_columns_have_room_for_short_names_of_all() -> None:
    short = ["Health", "Perf", "Cost", "Secur", "Biz", "Lists", "Books", "Incident", "Log", "Alerts"]
    assert shown_titles(TITLES, 78) == (1, short)


def test_the_longest_are_cut_first() -> None:
    _, shown = shown_titles(TITLES, 77)
    assert shown == ["Health", "Perf", "Cost", "Secur", "Biz", "Lists", "Books", "Incide…", "Log", "Alerts"]
