"""What recorded answers of a real Prometheus, and impossible ones, say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.prometheus.parse import number, parse_instant, parse_range
from data.providers.prometheus.targets import parse_targets
from tests.recorded import http_answer


def recorded(name: str) -> Any:  # noqa: ANN401
    return http_answer(f"prometheus/{name}.http").json()


def vector(*values: object, **more: object) -> dict[str, Any]:
    result = [{"metric": {"n": str(place)}, "value": [1.5, value]} for place, value in enumerate(values)]
    return {"status": "success", "data": {"resultType": "vector", "result": result}, **more}


def test_a_vector_with_and_without_numbers() -> None:
    """Fault 38: NaN and infinity are never a value."""
    result = parse_instant(recorded("vector"))
    assert [(each.labels["service"], each.value, each.words[:12]) for each in result.series] == [
        ("a", 5.0, ""),
        ("inf", None, "infinite (+I"),
        ("nan", None, "not a number"),
    ]
    assert result.at == 1795243648.806


def test_rates_by_label() -> None:
    result = parse_instant(recorded("rates"))
    assert {each.labels["service"]: each.value for each in result.series} == {
        "a": 1.5390590324012428,
        "b": 3.0781180648024855,
    }


def test_nothing() -> None:
    result = parse_instant(recorded("empty"))
    assert (result.series, result.at) == ((), None)


def test_a_scalar_is_one_series_without_labels() -> None:
    (only,) = parse_instant(recorded("scalar")).series
    assert (only.labels, only.value) == ({}, 42.0)


@pytest.mark.parametrize(("name", "words"), [("string", "answers a string"), ("matrix", "answers a matrix")])
def test_what_are_no_numbers_now(name: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        parse_instant(recorded(name))


def test_a_range_leaves_out_what_is_no_number() -> None:
    series = {each.labels["service"]: each for each in parse_range(recorded("range"))}
    assert series["a"].values == (5.0, 5.0, 5.0)
    assert series["a"].times == (1795243646.0, 1795243647.0, 1795243648.0)
    assert series["nan"].values == series["inf"].times == ()


def test_targets() -> None:
    up, down = (
        parse_targets(parse_instant(recorded("targets-up"))),
        parse_targets(parse_instant(recorded("targets-down"))),
    )
    assert (up.value, up.judged, up.detail) == (0.0, None, "all 1 are up")
    assert (down.value, down.judged, down.detail) == (1.0, Verdict.WARN, "1 of 1: t 127.0.0.1:9555")
    none = parse_targets(parse_instant(recorded("empty")))
    assert (none.value, none.detail) == (None, "no scrape target is known")


def test_more_targets_down_than_are_named() -> None:
    named = [{"metric": {"job": "j", "instance": f"h{place}"}, "value": [1, "0"]} for place in range(3)]
    counts = [
        {"metric": {"ops_console": name}, "value": [1, count]}
        for name, count in (("all", "9"), ("down", "5"))
    ]
    result = {"data": {"resultType": "vector", "result": [*counts, *named]}}
    assert parse_targets(parse_instant(result)).detail == "5 of 9: j h0; j h1; j h2 and 2 more"


def test_a_native_histogram_is_no_number() -> None:
    each = {"metric": {}, "histogram": [1.5, {"count": "10", "sum": "3", "buckets": []}]}
    (only,) = parse_instant({"data": {"resultType": "vector", "result": [each]}}).series
    assert only.value is None and "histogram_quantile()" in only.words


def test_warnings_are_kept_safe() -> None:
    result = parse_instant(vector("1", warnings=["cut \x1b[2J here", *["more"] * 9]))
    assert result.warnings == ("cut ␛[2J here", *["more"] * 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "not a number but NoneType"),
        (12, "not a number but int"),
        ([], "not a number but list"),
        ("", "not a number: "),
        ("twelve", "not a number: twelve"),
        ("NaN", "not a number (NaN)"),
        ("-Inf", "infinite (-Inf)"),
        ("1e999", "infinite (1e999)"),
    ],
)
def test_no_numbers(text: object, words: str) -> None:
    value, said = number(text)
    assert value is None and said.startswith(words)


@pytest.mark.parametrize(("text", "value"), [("-0", 0.0), ("12", 12.0), ("1.5e3", 1500.0)])
def test_numbers(text: str, value: float) -> None:
    assert number(text) == (value, "")


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"data": None},
        {"data": {"resultType": "vector", "result": None}},
        {"data": {"resultType": "vector", "result": [None]}},
        {"data": {"resultType": "vector", "result": [{"metric": {}}]}},
        {"data": {"resultType": "vector", "result": [{"metric": [], "value": [1, "1"]}]}},
        {"data": {"resultType": "vector", "result": [{"metric": {}, "value": ["1", "1"]}]}},
        {"data": {"resultType": "vector", "result": [{"metric": {}, "value": [1]}]}},
        {"data": {"resultType": "scalar", "result": "1"}},
        {"data": {"resultType": 7}},
    ],
)
def test_what_is_no_answer(document: object) -> None:
    with pytest.raises(SourceError) as raised:
        parse_instant(document)
    assert raised.value.failure.kind is FailureKind.BAD_ANSWER


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["data", "result", "resultType", "metric", "value", "values", "warnings"]), inner
        ),
    ),
    max_leaves=20,
)


@given(_JSON)
def test_whatever_comes_it_is_an_answer_or_an_error_in_words(document: object) -> None:
    for parse in (parse_instant, parse_range):
        try:
            parse(json.loads(json.dumps(document)))
        except SourceError as error:
            assert error.failure.message
