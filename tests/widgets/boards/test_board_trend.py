"""The small trend in a line."""

from __future__ import annotations

from data.models.series import Series
from tests.widgets.charts.made import NOW, START_OF, series
from widgets.boards.board_trend import trend_of

TREND = 12


def test_as_many_blocks_as_there_is_room_and_the_limit_is_the_top() -> None:
    told = trend_of(series([50.0] * 30 + [100.0] * 31), START_OF, NOW + 1, 100.0, TREND)
    assert len(told) == TREND and told[0] in "▄▅" and told[-1] == "█"


def test_where_nothing_is_known_it_is_blank() -> None:
    half = series([1.0 + at for at in range(30)])
    told = trend_of(half, START_OF, NOW + 1, 2.0, TREND)
    assert told[:5].strip() == "" and told[-1] != " "
    assert trend_of(Series((), ()), START_OF, NOW, None, TREND).strip() == ""


def test_a_peak_is_not_lost() -> None:
    told = trend_of(series([1.0] * 40 + [100.0] + [1.0] * 20), START_OF, NOW + 1, 100.0, TREND)
    assert told.count("█") == 1
