"""Figures in Prometheus' text format."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from console.lab.services.metric import BOUNDS, Figures


def test_every_status_is_there_before_the_first_request() -> None:
    text = Figures("shop").exposition()
    assert 'http_requests_total{service="shop",code="200"} 0' in text
    assert 'http_requests_total{service="shop",code="500"} 0' in text
    assert 'http_request_duration_seconds_count{service="shop"} 0' in text
    assert text.endswith("\n")


def test_a_request_counts_in_its_bucket_and_all_above() -> None:
    figures = Figures("shop")
    figures.record(200, 0.05)
    figures.record(500, 2.5, times=3)
    text = figures.exposition()
    assert 'le="0.04"} 0' in text
    assert 'le="0.05"} 1' in text
    assert 'le="2.0"} 1' in text
    assert 'le="2.5"} 4' in text
    assert 'le="+Inf"} 4' in text
    assert 'http_requests_total{service="shop",code="500"} 3' in text
    assert 'http_request_duration_seconds_sum{service="shop"} 7.550000' in text


@given(st.lists(st.tuples(st.sampled_from([200, 500]), st.floats(0, 100))))
def test_buckets_never_fall_and_end_at_the_count(requests: list[tuple[int, float]]) -> None:
    figures = Figures("shop")
    for code, seconds in requests:
        figures.record(code, seconds)
    text = figures.exposition()
    buckets = [int(n) for n in re.findall(r"_bucket\{.*\} (\d+)", text)]
    assert len(buckets) == len(BOUNDS) + 1
    assert buckets == sorted(buckets)
    assert buckets[-1] == len(requests) == sum(figures.requests.values())
