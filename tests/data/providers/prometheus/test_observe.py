"""What is said of answers: there, old, gone, never there, several, cut off, doubted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.models.failure import Failure, FailureKind
from data.models.verdict import Verdict
from data.providers.prometheus.freshness import Found
from data.providers.prometheus.observe import Moment, Observer
from data.providers.prometheus.parse import Result, Series
from data.providers.prometheus.promql import Selector
from data.providers.prometheus.settings import PrometheusQuery
from tests.fakes import START

_NOW = Moment(START, 1000.0)
_LATER = Moment(START + timedelta(seconds=60), 1060.0)
_A, _B = Series({"service": "a"}, 1.0), Series({"service": "b"}, 2.0)


def observer(*labels: str, max_age: float | None = None, max_series: int = 10) -> Observer:
    query = PrometheusQuery(
        signal="api.p95_ms", promql="p95 # it\n", unit="ms", labels=labels, max_age=max_age
    )
    return Observer(query, 180.0 if max_age is None else max_age, max_series)


def answer(*series: Series, warnings: tuple[str, ...] = ()) -> Result:
    return Result(series, 5000.0 if series else None, warnings)


def found(time: float, *, stopped: bool = False) -> list[Found]:
    selector = Selector("p95", 300.0 if stopped else 0.0)
    return [Found(selector, {} if stopped else {(): time}, {(): time} if stopped else {})]


def test_a_value_with_the_time_of_its_sample() -> None:
    (seen,) = observer().observations(answer(Series({}, 412.0)), found(4990.0), _NOW)
    assert (seen.signal, seen.value, seen.unit, seen.judged, seen.detail) == (
        "api.p95_ms",
        412.0,
        "ms",
        None,
        "",
    )
    assert seen.observed_at == START - timedelta(seconds=10)
    assert seen.query == "p95 # it"


def test_one_for_each_label() -> None:
    seen = observer("service").observations(answer(_A, _B), (), _NOW)
    assert [(dict(each.labels), each.value) for each in seen] == [
        ({"service": "a"}, 1.0),
        ({"service": "b"}, 2.0),
    ]


def test_an_old_sample_is_stale_and_keeps_its_value() -> None:
    (seen,) = observer().observations(answer(Series({}, 412.0)), found(4800.0), _NOW)
    assert (seen.value, seen.judged) == (412.0, Verdict.STALE)
    assert seen.detail == "stale: the newest sample is 3.33 min old, 3 min is allowed"


def test_a_series_that_has_stopped_is_stale_at_once() -> None:
    (seen,) = observer().observations(answer(Series({}, 412.0)), found(4996.0, stopped=True), _NOW)
    assert seen.judged is Verdict.STALE
    assert seen.detail == "stale: its series has stopped, the last sample is 4 s old"


@pytest.mark.parametrize(("max_age", "judged"), [(0.0, None), (300.0, None), (60.0, Verdict.STALE)])
def test_an_age_that_the_query_allows_itself(max_age: float, judged: Verdict | None) -> None:
    (seen,) = observer(max_age=max_age).observations(
        answer(Series({}, 1.0)), found(4900.0, stopped=True), _NOW
    )
    assert seen.judged is judged


def test_what_is_no_number_keeps_its_words() -> None:
    (seen,) = observer().observations(answer(Series({}, None, "not a number (NaN)")), found(4990.0), _NOW)
    assert (seen.value, seen.detail) == (None, "not a number (NaN)")


def test_never_there() -> None:
    (seen,) = observer("service").observations(answer(), (), _NOW)
    assert (seen.value, seen.labels) == (None, ())
    assert seen.detail.startswith("no such series: nothing matches now")


def test_vanished() -> None:
    watch = observer("service")
    watch.observations(answer(_A, _B), (), _NOW)
    here, gone = watch.observations(answer(_A), (), _LATER)
    assert here.value == 1.0
    assert (gone.value, dict(gone.labels)) == (None, {"service": "b"})
    assert gone.detail == "vanished: last there at 2026-11-20 09:02:10 UTC, it was 2 ms"
    assert len(watch.observations(answer(_A, _B), (), _LATER)) == 2


def test_vanished_before_this_console_was_there() -> None:
    watch = observer("service")
    watch.recall(Result((Series({"service": "b"}, 4400.0), Series({"service": "a"}, 4990.0)), 5000.0), _NOW)
    here, gone = watch.observations(answer(_A), (), _NOW)
    assert here.value == 1.0
    assert gone.detail == "vanished: last there at 2026-11-20 08:52:10 UTC"


def test_the_past_does_not_take_the_place_of_what_was_seen() -> None:
    watch = observer()
    watch.observations(answer(Series({}, 7.0)), (), _NOW)
    watch.recall(Result((Series({}, 4000.0),), 5000.0), _LATER)
    (gone,) = watch.observations(answer(), (), _LATER)
    assert gone.detail.endswith("it was 7 ms")


def test_a_vanished_series_is_forgotten_after_a_good_day() -> None:
    watch = observer("service")
    watch.observations(answer(_A, _B), (), _NOW)
    much_later = Moment(START + timedelta(hours=27), 1000.0 + 27 * 3600)
    assert len(watch.observations(answer(_A), (), much_later)) == 1


def test_several_series_where_one_was_expected() -> None:
    (seen,) = observer().observations(answer(_A, _B), (), _NOW)
    assert seen.value is None
    assert seen.detail == "2 series where one was expected: aggregate, or name the telling ones in labels"


def test_several_series_with_the_same_labels_do_not_spoil_the_others() -> None:
    same = Series({"service": "a", "pod": "2"}, 5.0)
    first, second = observer("service").observations(answer(_A, _B, same), (), _NOW)
    assert first.value is None and "more than service" in first.detail
    assert second.value == 2.0


def test_more_series_than_are_kept() -> None:
    many = [Series({"service": str(number)}, 1.0) for number in range(12)]
    seen = observer("service", max_series=10).observations(answer(*many), (), _NOW)
    assert len(seen) == 11
    assert (seen[-1].value, seen[-1].detail) == (None, "cut off: 10 of 12 series are kept")


def test_a_warning_is_shown_and_a_value_so_doubted_is_no_plain_pass() -> None:
    (seen,) = observer().observations(answer(Series({}, 1.0), warnings=("partial response",)), (), _NOW)
    assert (seen.value, seen.judged, seen.detail) == (1.0, Verdict.WARN, "warning: partial response")


def test_a_result_that_the_server_cut_says_so() -> None:
    warned = answer(Series({}, 1.0), warnings=("results truncated due to limit",))
    _, cut = observer().observations(warned, (), _NOW)
    assert (cut.value, cut.detail) == (None, "cut off by the server: results truncated due to limit")


def test_a_failure_is_said_of_every_known_series() -> None:
    watch, failure = observer("service"), Failure(FailureKind.TIMEOUT, "too slow")
    assert [each.labels for each in watch.failed(failure)] == [()]
    watch.observations(answer(_A, _B), (), _NOW)
    failed = watch.failed(failure)
    assert [dict(each.labels)["service"] for each in failed] == ["a", "b"]
    assert all(each.value is None and each.failure == failure for each in failed)
