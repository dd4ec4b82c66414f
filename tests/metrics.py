"""CloudWatch as a test wants it: metrics that answer to GetMetricData and ListMetrics."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.aws_endpoint import Answering, Parameters

Key = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Namespace, metric, statistic, dimensions."""


class Metrics:
    """Values by their time, in seconds since 1970; served in pages of `page` metrics."""

    def __init__(self, page: int = 10_000) -> None:
        self.values: dict[Key, dict[float, float]] = {}
        self.page = page
        self.queries = 0

    def put(
        self, namespace: str, name: str, stat: str, values: dict[float, float], **dimensions: str
    ) -> None:
        """Let a statistic have these values."""
        self.values[namespace, name, stat, tuple(dimensions.items())] = values

    @property
    def answers(self) -> dict[str, Answering]:
        """What an endpoint answers with them."""
        return {"cloudwatch.list_metrics": self._list, "cloudwatch.get_metric_data": self._get}

    def _list(self, sent: Parameters) -> Parameters:
        wanted = {each["Name"] for each in sent.get("Dimensions", [])}
        keys = {
            (namespace, name, dimensions)
            for namespace, name, _, dimensions in self.values
            if (namespace, name) == (sent["Namespace"], sent["MetricName"])
            and wanted <= set(dict(dimensions))
        }
        return {
            "Metrics": [
                {"Namespace": namespace, "MetricName": name, "Dimensions": _pairs(dimensions)}
                for namespace, name, dimensions in sorted(keys)
            ]
        }

    def _get(self, sent: Parameters) -> Parameters:
        queries = sent["MetricDataQueries"]
        assert len(queries) <= 500, "CloudWatch takes no more at once"
        first = int(sent.get("NextToken", 0))
        if not first:
            self.queries += len(queries)
        start, end = (float(sent[name]) for name in ("StartTime", "EndTime"))
        rows = [self._row(query, start, end) for query in queries[first : first + self.page]]
        more = first + self.page < len(queries)
        return {"MetricDataResults": rows} | ({"NextToken": str(first + self.page)} if more else {})

    def _row(self, query: dict[str, Any], start: float, end: float) -> dict[str, Any]:
        stat, metric = query["MetricStat"], query["MetricStat"]["Metric"]
        dimensions = tuple((each["Name"], each["Value"]) for each in metric["Dimensions"])
        points = self.values.get((metric["Namespace"], metric["MetricName"], stat["Stat"], dimensions), {})
        kept = {at: value for at, value in sorted(points.items()) if start <= at < end}
        return {
            "Id": query["Id"],
            "Label": metric["MetricName"],
            "Timestamps": [datetime.fromtimestamp(at, UTC) for at in kept],
            "Values": list(kept.values()),
            "StatusCode": "Complete",
        }


def _pairs(dimensions: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in dimensions]
