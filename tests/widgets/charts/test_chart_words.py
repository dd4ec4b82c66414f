"""A plot in words."""

from __future__ import annotations

from data.models.series import Series
from tests.widgets.charts.made import LATENCY, NOW, chart, series
from widgets.charts.chart_words import chart_words, cursor_words, trend_word
from widgets.line import plain_text


def test_the_course_the_limit_and_since_when() -> None:
    told = plain_text(chart_words(chart([100.0] * 30 + [550.0] * 12, threshold=LATENCY)))
    assert told.startswith("p95 projects  100 ms (08:50) to 550 ms (09:02), rising")
    assert "fail > 500 ms reached since 08:51" in told


def test_a_limit_that_was_broken_and_is_not_any_more() -> None:
    told = plain_text(chart_words(chart([100.0, 300.0, 100.0, 100.0], threshold=LATENCY)))
    assert "target < 200 ms last missed 09:00" in told and "fail" not in told


def test_what_was_broken_all_along_began_earlier() -> None:
    told = plain_text(chart_words(chart([300.0, 310.0, 320.0], threshold=LATENCY)))
    assert "missed since 09:00 or earlier" in told


def test_what_does_not_move_is_said_once() -> None:
    assert "20 ms all along" in plain_text(chart_words(chart([20.0, 20.001, 20.0])))


def test_what_is_missing_is_said() -> None:
    times = [NOW - 1200, NOW - 1140, NOW - 1080, NOW - 1020, NOW - 60, NOW]
    told = plain_text(chart_words(chart(Series(tuple(times), (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)))))
    assert "no data 08:45–09:01" in told


def test_the_name_can_be_left_out_and_what_is_compared_is_named() -> None:
    made = chart([1.0, 2.0, 3.0], compared=series([4.0, 5.0, 6.0]))
    told = plain_text(chart_words(made, named=False))
    assert told.startswith("1 ms") and "◦ yesterday 4 ms to 6 ms" in told


def test_the_cursor_reads_value_time_and_what_it_was() -> None:
    made = chart([100.0, 600.0], threshold=LATENCY, compared=series([90.0, 95.0]))
    told = plain_text(cursor_words(made, NOW))
    assert "Fri 09:02:10  600 ms · ◦ yesterday 95 ms · fail > 500 ms" in told
    assert "no data" in plain_text(cursor_words(made, NOW - 3000))


def test_trends() -> None:
    assert trend_word(series([1.0] * 10 + [2.0] * 10)) == "rising"
    assert trend_word(series([2.0] * 10 + [1.0] * 10)) == "falling"
    assert trend_word(series([100.0, 101.0, 99.0, 100.0])) == "steady"
    assert trend_word(series([1.0])) == "too short for a trend"
    assert trend_word(series([0.0] * 9)) == "steady"
