"""The titles of screens, in one line at every width."""

from __future__ import annotations

import pytest

from widgets.mode_bar import shown_titles

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


def test_the_longest_are_cut_first() -> None:
    _, shown = shown_titles(TITLES[:5], 49)
    assert shown == ["Health", "Performa…", "Cost", "Security", "Business"]
