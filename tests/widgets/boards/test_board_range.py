"""What a board is looked at with, in one line."""

from __future__ import annotations

import pytest

from widgets.boards.board_range import Range, range_line
from widgets.line import plain_text, width_of

FULL = Range("1 h", "yesterday", "back-filled from prom", "db", 4, 3, 12, "worst first", True)


@pytest.mark.parametrize("width", [78, 100, 158])
def test_range_and_filter_are_never_cut(width: int) -> None:
    line = range_line(FULL, width)
    assert plain_text(line).startswith("last 1 h, compared with yesterday · filter “db” hides 4")
    assert width < 100 or width_of(line) <= width


def test_there_is_room_for_what_is_out_of_sight() -> None:
    told = plain_text(range_line(FULL, 158))
    assert told.endswith("↑ 3 · ↓ 12 more · worst first, held still (o sorts anew)")


def test_nothing_compared_is_said() -> None:
    assert "compared with nothing" in plain_text(range_line(Range("6 h"), 78))
