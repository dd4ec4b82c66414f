"""What a plot is drawn from: its window, its gaps, what it is compared with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.boards.outlook import Outlook
from data.models.board import Fact
from data.models.past import TimeRange
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from tests.fakes import START, policy
from tests.gallery import ZONE
from tests.widgets.charts.made import NOW, chart, series
from widgets.charts.chart import Clock, chart_of, gap_of, strokes, window

KEY: Key = ("prom", "api.p95_ms", ())
FACT = Fact("k", "p95", value=1.0, unit="ms", series=KEY)
SNAPSHOT = Snapshot(START, NOW, 1, "test")


def outlook(past: dict[float, float], **options: object) -> Outlook:
    def asked(key: Key, start: float, end: float) -> Series:
        kept = {at: value for at, value in past.items() if start <= at <= end}
        return Series(tuple(kept), tuple(kept.values()))

    return replace(Outlook(policy(), ZONE, asked), **options)  # type: ignore[arg-type]


def test_a_window_stands_still_for_a_while() -> None:
    assert window(1000.0, 3600.0) == window(1005.0, 3600.0)
    start, end = window(1000.0, 3600.0)
    assert end - start == 3600.0 and end >= 1000.0


def test_missing_values_part_a_series() -> None:
    told = Series((0.0, 60.0, 120.0, 900.0, 960.0), (1.0, 2.0, 3.0, 4.0, 5.0))
    assert [part.values for part in strokes(told)] == [(1.0, 2.0, 3.0), (4.0, 5.0)]


def test_a_past_that_is_coarser_in_places_is_not_all_gaps() -> None:
    coarse = [at * 120.0 for at in range(20)]
    fine = [coarse[-1] + 15.0 * at for at in range(1, 60)]
    times = tuple(coarse + fine)
    assert len(list(strokes(Series(times, times)))) == 1


def test_one_value_is_one_part_and_none_is_none() -> None:
    assert [part.values for part in strokes(Series((5.0,), (1.0,)))] == [(1.0,)]
    assert list(strokes(Series((), ()))) == []
    assert gap_of(Series((5.0,), (1.0,))) == float("inf")


def test_a_cursor_reads_the_nearest_value_but_none_in_a_gap() -> None:
    made = chart(Series((NOW - 600, NOW - 540, NOW - 480, NOW - 60, NOW), (1.0, 2.0, 3.0, 4.0, 5.0)))
    assert made.value_at(NOW - 530) == (NOW - 540, 2.0)
    assert made.value_at(NOW - 270) is None
    assert chart(Series((), ())).value_at(NOW) is None


def test_what_it_is_compared_with_is_moved_on_to_the_same_hours() -> None:
    day = 86_400.0
    past = {NOW - 60: 1.0, NOW: 2.0, NOW - day - 60: 7.0, NOW - day: 8.0}
    made = chart_of(FACT, SNAPSHOT, outlook(past), "yesterday")
    assert made is not None and made.compared == Series((NOW - 60, NOW), (7.0, 8.0))
    assert made.compared_at(NOW) == 8.0
    without = chart_of(FACT, SNAPSHOT, outlook(past))
    assert without is not None and without.compared.values == ()


@pytest.mark.parametrize(
    "fact",
    [replace(FACT, series=None), replace(FACT, unit="bool"), replace(FACT, series=None, drawn=series([1.0]))],
)
def test_there_is_not_always_something_to_draw(fact: Fact) -> None:
    assert chart_of(fact, SNAPSHOT, outlook({NOW: 1.0})) is None


def test_no_past_is_no_plot() -> None:
    assert chart_of(FACT, SNAPSHOT, outlook({})) is None


def test_a_past_of_its_own_is_drawn_whole() -> None:
    brought = series([1.0, 2.0, 3.0], step=86_400.0)
    made = chart_of(replace(FACT, drawn=brought), SNAPSHOT, outlook({}, span=TimeRange.HOUR))
    assert made is not None and (made.start, made.end) == (brought.times[0], brought.times[-1])


def test_a_clock_knows_its_zone() -> None:
    assert f"{Clock(START, NOW, ZONE).time(NOW - 130):%H:%M:%S %Z}" == "09:00:00 GMT"
