"""Performance data and ranges, as written in the convention and as plugins really print them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.threshold import Comparison
from data.providers.command.output import split_output
from data.providers.command.perfdata import Datum, parse_perfdata
from data.providers.command.span import Span, parse_span
from tests.own_time import within

INF = math.inf


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10", Span(0, 10)),
        ("10:", Span(10, INF)),
        ("~:5", Span(-INF, 5)),
        (":5", Span(0, 5)),
        ("10:20", Span(10, 20)),
        ("@10:20", Span(10, 20, inside=True)),
        ("@5", Span(0, 5, inside=True)),
        ("-5:-1.5", Span(-5, -1.5)),
        ("1e3:", Span(1000, INF)),
        (" 5 ", Span(0, 5)),
        ("~:", Span(-INF, INF)),
        ("", None),
        ("@", None),
        ("20:10", None),
        ("10%", None),
        ("five", None),
        ("1:2:3", None),
        ("--5", None),
    ],
)
def test_ranges(text: str, span: Span | None) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "value", "alerts"),
    [
        ("10", 10, False),
        ("10", 10.1, True),
        ("10", -1, True),
        ("10:", 9.9, True),
        ("10:", 10, False),
        ("~:5", -1e9, False),
        ("~:5", 5.1, True),
        ("10:20", 15, False),
        ("10:20", 21, True),
        ("@10:20", 10, True),
        ("@10:20", 20, True),
        ("@10:20", 21, False),
    ],
)
def test_what_a_range_alerts_on(text: str, value: float, alerts: bool) -> None:
    span = parse_span(text)
    assert span is not None
    assert span.alerts(value) is alerts


@pytest.mark.parametrize(
    ("text", "never_negative", "comparison", "number"),
    [
        ("10:", False, Comparison.LT, 10),
        ("~:5", False, Comparison.GT, 5),
        ("5", True, Comparison.GT, 5),
        ("@5", True, Comparison.LE, 5),
        ("@~:5", False, Comparison.LE, 5),
        ("@5:", False, Comparison.GE, 5),
        ("5", False, None, 0),
        ("10:20", True, None, 0),
        ("@10:20", True, None, 0),
        ("~:", True, None, 0),
    ],
)
def test_which_ranges_are_one_comparison(
    text: str, never_negative: bool, comparison: Comparison | None, number: float
) -> None:
    span = parse_span(text)
    assert span is not None
    limit = span.limit("warning", never_negative=never_negative)
    assert (limit and (limit.comparison, limit.number)) == (comparison and (comparison, number))


@given(
    low=st.floats(-1e6, 1e6) | st.just(-INF),
    high=st.floats(-1e6, 1e6) | st.just(INF),
    inside=st.booleans(),
    value=st.floats(-2e6, 2e6),
)
def test_where_a_range_is_one_comparison_both_say_the_same(
    low: float, high: float, inside: bool, value: float
) -> None:
    span = Span(low, high, inside)
    limit = span.limit("critical", never_negative=value >= 0)
    if low <= high and limit is not None:
        assert limit.holds(value) is span.alerts(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "/=24125636608B;243497277849;257024904396;0;270552530944",
            Datum("/", 24125636608, "B", Span(0, 243497277849), Span(0, 257024904396), 0, 270552530944),
        ),
        ("'a b=c'=5%", Datum("a b=c", 5, "%")),
        ("'it''s'=5", Datum("it's", 5)),
        ("rta=0.1ms;@10:20;~:5;0", Datum("rta", 0.1, "ms", Span(10, 20, True), Span(-INF, 5), 0)),
        ("n=U;1;2", Datum("n", None, "", Span(0, 1), Span(0, 2))),
        ("n=nan", Datum("n", None)),
        ("n=1e999", Datum("n", None)),
        ("n=-.5c", Datum("n", -0.5, "c")),
        ("n=5;;;;", Datum("n", 5)),
        ("n=5;x;10%;a;b", Datum("n", 5)),
        ("n=5;1;2;3;4;5;6", Datum("n", 5, "", Span(0, 1), Span(0, 2), 3, 4)),
    ],
)
def test_one_value(text: str, expected: Datum) -> None:
    assert parse_perfdata(text) == (expected,)


@pytest.mark.parametrize("text", ["", "=5", "n=", "n=five", "n=0,5", "n = 5", "'open=5", "''=5", "n"])
def test_what_is_malformed_is_left_out(text: str) -> None:
    assert parse_perfdata(text) == ()


def test_what_is_malformed_does_not_hide_the_rest() -> None:
    data = parse_perfdata("a=1 b=x 'c d'=3 =4 a=9 e=5s")
    assert [(datum.label, datum.value) for datum in data] == [("a", 1), ("c d", 3), ("e", 5)]


@given(st.text(max_size=300) | st.text(alphabet="' =;:@~-+.eU|5a", max_size=300))
def test_nothing_that_a_plugin_prints_breaks_the_parser(text: str) -> None:
    words, perfdata = split_output(text)
    assert "\n" not in words
    for datum in parse_perfdata(perfdata):
        assert datum.label
        assert datum.value is None or math.isfinite(datum.value)


@given(
    label=st.text(alphabet="abc '=/", min_size=1, max_size=20).filter(lambda label: label.strip() == label),
    value=st.floats(-1e12, 1e12),
    unit=st.sampled_from(["", "s", "ms", "%", "B", "MB", "c"]),
)
def test_what_is_printed_by_the_convention_comes_back(label: str, value: float, unit: str) -> None:
    quoted = label.replace("'", "''")
    (datum,) = parse_perfdata(f"x'y '{quoted}'={value!r}{unit};1;2;0;9")
    assert (datum.label, datum.value, datum.unit) == (label, value, unit)


@pytest.mark.parametrize("piece", ["'' ", "a", "' '' ", "a=", "' ", "'a=1 ", "=", "1;"])
def test_the_time_for_hostile_data_is_bounded(piece: str) -> None:
    with within(1.0):
        parse_perfdata(piece * 100_000)


@pytest.mark.parametrize(
    ("text", "words", "perfdata"),
    [
        ("DISK OK | /=1", "DISK OK", " /=1"),
        ("OK", "OK", ""),
        ("", "", ""),
        ("OK | a=1\nlong text\nmore | b=2\nc=3\n", "OK", " a=1  b=2 c=3 "),
        ("OK\nlong\n| b=2", "OK", "  b=2"),
    ],
)
def test_the_two_parts_of_what_is_printed(text: str, words: str, perfdata: str) -> None:
    assert split_output(text) == (words, perfdata)
