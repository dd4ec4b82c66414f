"""Prometheus' text format."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from console.lab.services.exposition import Histogram, family, sample

_BOUNDS = (0.1, 0.5, 1.0)


def test_a_sample_has_its_labels_in_order_or_none() -> None:
    assert sample("up", {}, 1) == "up 1"
    assert sample("up", {"b": "1", "a": "2"}, 0.5) == 'up{b="1",a="2"} 0.5'


def test_a_family_has_a_head() -> None:
    assert family("up", "gauge", "Whether.", ["up 1"]) == ["# HELP up Whether.", "# TYPE up gauge", "up 1"]


def test_a_value_counts_in_its_bucket_and_all_above() -> None:
    histogram = Histogram(_BOUNDS)
    histogram.record(0.1)
    histogram.record(0.7, times=3)
    assert histogram.lines("took", {}) == [
        'took_bucket{le="0.1"} 1',
        'took_bucket{le="0.5"} 1',
        'took_bucket{le="1.0"} 4',
        'took_bucket{le="+Inf"} 4',
        "took_sum 2.2",
        "took_count 4",
    ]


@given(st.lists(st.floats(0, 100)))
def test_buckets_never_fall_and_end_at_the_count(values: list[float]) -> None:
    histogram = Histogram(_BOUNDS)
    for value in values:
        histogram.record(value)
    buckets = [int(n) for n in re.findall(r"_bucket\{.*\} (\d+)", "\n".join(histogram.lines("took", {})))]
    assert len(buckets) == len(_BOUNDS) + 1
    assert buckets == sorted(buckets)
    assert buckets[-1] == len(values)
