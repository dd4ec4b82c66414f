from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from console.lab.account.circumstances import Circumstances
from console.lab.account.metrics import metric_data, metrics, value

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HERE = Circumstances(NOW, balancer="app/web/1")
LATENCY = {"Namespace": "AWS/ApplicationELB", "MetricName": "TargetResponseTime"}


def asked(start: datetime, end: datetime, period: int = 60) -> dict[str, Any]:
    query = {"Id": "m0", "MetricStat": {"Metric": LATENCY, "Period": period, "Stat": "p95"}}
    return {"StartTime": start.timestamp(), "EndTime": end.timestamp(), "MetricDataQueries": [query]}


def test_there_is_a_past_and_no_future() -> None:
    told = metric_data(HERE, asked(NOW - timedelta(days=7), NOW + timedelta(hours=1), 3600))
    (series,) = told["MetricDataResults"]
    assert len(series["Values"]) == 7 * 24
    assert max(series["Timestamps"]) < NOW


def test_a_value_is_the_same_whenever_it_is_asked() -> None:
    first = metric_data(HERE, asked(NOW - timedelta(hours=2), NOW))
    later = metric_data(Circumstances(NOW + timedelta(days=1)), asked(NOW - timedelta(hours=2), NOW))
    assert first == later


def test_percentiles_are_in_order() -> None:
    levels = [value(LATENCY, stat, NOW.timestamp(), 60) or 0 for stat in ("p50", "p95", "p99")]
    assert levels == sorted(levels)


def test_what_there_is_no_metric_of_has_no_value() -> None:
    assert value({"Namespace": "AWS/SQS", "MetricName": "Age"}, "Maximum", NOW.timestamp(), 60) is None
    assert metrics(HERE, {"Namespace": "AWS/SQS", "MetricName": "Age"}) == {"Metrics": []}
