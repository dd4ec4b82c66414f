"""How old the samples behind a value are."""

from __future__ import annotations

from data.models.labels import Labels
from data.providers.prometheus.freshness import (
    Found,
    Newest,
    group,
    has_stopped,
    newest,
    newest_in_window,
    newest_now,
    there_lately,
    times,
)
from data.providers.prometheus.parse import parse_instant
from data.providers.prometheus.promql import Selector
from tests.recorded import http_answer

_A: Labels = (("service", "a"),)
_B: Labels = (("service", "b"),)
_RATE = Selector("requests", 300.0)
_PLAIN = Selector("up")


def test_the_queries() -> None:
    selectors = (_RATE, _PLAIN)
    assert newest_now(selectors, ["service", "code"]) == (
        'label_replace(max by (service, code) (timestamp(requests)), "ops_console", "0", "", "") or '
        'label_replace(max by (service, code) (timestamp(up)), "ops_console", "1", "", "")'
    )
    assert newest_in_window([_RATE], []) == (
        "label_replace((max(max_over_time(timestamp(requests)[300000ms:10000ms]))"
        " or 0 * max(count_over_time(requests[300000ms])) + time() - 300)"
        ', "ops_console", "0", "", "")'
    )
    assert there_lately("x # why", ["service"]) == (
        "max by (service) (max_over_time(timestamp(\nx # why\n)[1h:15s]))"
    )


def test_a_short_window_is_still_looked_through_second_by_second() -> None:
    assert "[5000ms:1000ms]" in newest_in_window([Selector("x", 5.0)], [])


def test_sample_times_of_a_recorded_answer() -> None:
    result = parse_instant(http_answer("prometheus/sample-times.http").json())
    first, second = times(result, ["service"], 2)
    assert first == dict.fromkeys([_A, (("service", "inf"),), (("service", "nan"),)], 1795243648.208)
    assert second == dict.fromkeys([_A, _B], 1795243648.208)


def test_foreign_tags_are_ignored() -> None:
    result = parse_instant(http_answer("prometheus/sample-times.http").json())
    assert [len(each) for each in times(result, [], 1)] == [1]


def test_labels_that_a_series_lacks_are_no_labels() -> None:
    assert group({"service": "a", "code": "", "x": "y"}, ["service", "code", "zone"]) == _A


def test_the_newest_sample_of_a_series() -> None:
    found = [Found(_PLAIN, {_A: 100.0, _B: 90.0}, {})]
    assert newest(found, _B) == Newest(90.0, stopped=False)


def test_of_several_metrics_the_oldest_counts() -> None:
    found = [Found(_PLAIN, {_A: 100.0}, {}), Found(_RATE, {_A: 40.0}, {})]
    assert newest(found, _A) == Newest(40.0, stopped=False)


def test_of_one_metric_the_newest_counts() -> None:
    """A restart forgets the series of errors that have not happened since."""
    errors = Found(Selector('requests{code="500"}', 900.0), {}, {_A: 40.0})
    every = Found(Selector("requests", 900.0), {_A: 100.0}, {})
    assert newest([errors, every], _A) == Newest(100.0, stopped=False)
    assert not has_stopped([errors, every], [_A])


def test_a_metric_without_the_label_serves_every_series() -> None:
    assert newest([Found(_PLAIN, {(): 80.0}, {})], _A) == Newest(80.0, stopped=False)


def test_labels_made_up_by_the_expression_take_any_sample() -> None:
    assert newest([Found(_PLAIN, {_B: 80.0}, {})], _A) == Newest(80.0, stopped=False)


def test_a_series_that_stopped_within_its_window() -> None:
    found = [Found(_RATE, {_B: 100.0}, {})]
    assert has_stopped(found, [_A, _B])
    assert not has_stopped(found, [_B])
    assert newest([Found(_RATE, {_B: 100.0}, {_A: 60.0})], _A) == Newest(60.0, stopped=True)


def test_a_plain_selector_cannot_have_stopped_and_still_count() -> None:
    assert not has_stopped([Found(_PLAIN, {}, {})], [_A])


def test_what_was_never_there_counts_for_nothing() -> None:
    assert newest([Found(_RATE, {}, {}), Found(_PLAIN, {_A: 70.0}, {})], _A) == Newest(70.0, stopped=False)
    assert newest([Found(_RATE, {}, {})], _A) is None
    assert newest([], _A) is None
