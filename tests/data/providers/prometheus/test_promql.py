"""Which series an expression rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.providers.prometheus.promql import Selector, seconds, selectors


@pytest.mark.parametrize(
    ("promql", "expected"),
    [
        ("up", {"up": 0}),
        ('up{job="a, b"} == 1', {'up{job="a, b"}': 0}),
        ("time() - backup_last_success", {"backup_last_success": 0}),
        ("histogram_quantile(0.95, sum by (le) (rate(took_bucket[5m]))) * 1000", {"took_bucket": 300}),
        (
            '100 * sum(rate(requests{code=~"5.."}[15m])) / sum(rate(requests[1h30m]))',
            {'requests{code=~"5.."}': 900, "requests": 5400},
        ),
        ("sum without (pod) (free) + sum(free) by (node)", {"free": 0}),
        ("a * on (x) group_left (y) b", {"a": 0, "b": 0}),
        ('a and on (service) up{job="s"} == 1', {"a": 0, 'up{job="s"}': 0}),
        ("max_over_time(rate(x[5m])[1h:1m])", {"x": 3900}),
        ("max_over_time((rate(x[5m]) / y)[1h:]) > bool 0.5", {"x": 3900, "y": 3600}),
        ("{__name__=~'job:.*', a=\"}\"}", {"{__name__=~'job:.*', a=\"}\"}": 0}),
        ("job:requests:rate5m", {"job:requests:rate5m": 0}),
        ('label_replace(x, "a{b", "$1", "c", "(.*)")', {"x": 0}),
        ("x # and y\n+ z", {"x": 0, "z": 0}),
        ("1e-5 * x + Inf - NaN + .5 + 0x1F", {"x": 0}),
        ("x[300]", {"x": 300}),
        ("absent(up) or absent_over_time(y{a='b'}[5m]) or vector(0)", {}),
        ("x offset 1w + y[5m] offset 1d + z @ 1609746000 + v @ end()", {}),
        ("x offset 1w + y", {"y": 0}),
        ("max_over_time((x / y)[1h:1m] offset 1d) + z", {"z": 0}),
        ("42", {}),
        ('"text"', {}),
        ("", {}),
    ],
)
def test_selectors(promql: str, expected: dict[str, float]) -> None:
    assert selectors(promql) == tuple(Selector(text, window) for text, window in expected.items())


@given(st.text(alphabet="abup_{}()[]=\"'\\`,:@# \n0.5mhd+-", max_size=60))
def test_nonsense_is_survived(promql: str) -> None:
    assert all(selector.text and selector.text in promql for selector in selectors(promql))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5m", 300), ("1h30m", 5400), ("250ms", 0.25), ("1y2w3d", 33_004_800), ("90", 90), ("x", 0), ("5 m", 0)],
)
def test_durations(text: str, expected: float) -> None:
    assert seconds(text) == expected


def test_the_metric_of_a_selector() -> None:
    assert Selector('up{job="a"}').metric == "up"
    assert Selector('{__name__="up"}').metric == '{__name__="up"}'
