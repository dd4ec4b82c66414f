"""CloudWatch metrics: which there are, and their values, many at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from data.models.labels import Labels
from data.models.past import Past, Window
from data.providers.aws.calls import Calls
from data.providers.aws.parse import dig

MINUTE, HOUR, DAY = 60, 3600, 86_400
_BATCH = 500
_POINTS = 100_000
_LISTED = 5000
_USD_EACH = 0.01 / 1000
"""What CloudWatch takes for each metric that is asked for."""

Points = dict[float, float]
"""Values by the beginning of their period, in seconds since 1970, oldest first."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A statistic of a metric, one value for each `period` of seconds."""

    namespace: str
    name: str
    stat: str
    dimensions: tuple[tuple[str, str], ...] = ()
    period: int = MINUTE


def read(calls: Calls, metrics: Sequence[Metric], start: float, end: float) -> list[Points]:
    """The values of each metric between two times. Raises SourceError."""
    found: list[Points] = [{} for _ in metrics]
    for first in range(0, len(metrics), _BATCH):
        batch = metrics[first : first + _BATCH]
        rows = calls.pages(
            "cloudwatch",
            "get_metric_data",
            "MetricDataResults",
            limit=_POINTS,
            MetricDataQueries=[_query(position, metric) for position, metric in enumerate(batch)],
            StartTime=datetime.fromtimestamp(start, UTC),
            EndTime=datetime.fromtimestamp(end, UTC),
            ScanBy="TimestampAscending",
        )
        # A metric with many values is spread over several pages.
        for row in rows:
            found[first + int(row["Id"][1:])] |= _points(row)
    return [dict(sorted(points.items())) for points in found]


def active(calls: Calls, namespace: str, name: str, dimension: str) -> list[str]:
    """The values of a dimension for which that metric had data in the last three hours."""
    rows = calls.pages(
        "cloudwatch",
        "list_metrics",
        "Metrics",
        limit=_LISTED,
        Namespace=namespace,
        MetricName=name,
        Dimensions=[{"Name": dimension}],
        RecentlyActive="PT3H",
    )
    alone = (row["Dimensions"][0] for row in rows if len(dig(row, "Dimensions") or ()) == 1)
    return sorted({str(only["Value"]) for only in alone if only["Name"] == dimension})


def since(points: Points, start: float) -> Points:
    """Those of them that are not older than `start`."""
    return {at: value for at, value in points.items() if at >= start}


def added(several: Iterable[Points]) -> Points:
    """The sums of several, time by time."""
    total: Points = {}
    for points in several:
        for at, value in points.items():
            total[at] = total.get(at, 0.0) + value
    return dict(sorted(total.items()))


def steps(window: Window) -> tuple[int, float]:
    """The period in which a window is asked for, whole minutes, and the beginning of the first one."""
    period = max(MINUTE, round(window.step / MINUTE) * MINUTE)
    return period, window.start // period * period


def past_of(signal: str, labels: Labels, unit: str, points: Points, period: int) -> Past:
    """The past that values make; each is of the time at which its period ends."""
    return Past(signal, labels, unit, tuple(at + period for at in points), tuple(points.values()))


def minute(at: datetime) -> float:
    """The beginning of the minute, as CloudWatch counts."""
    return at.timestamp() // MINUTE * MINUTE


def price(count: int, pace: float) -> str:
    """What asking for so many metrics every `pace` seconds costs, in words."""
    a_day = f", about ${count * _USD_EACH * DAY / pace:.2f} a day" if pace else ""
    return f"{count} metrics asked for{a_day}"


def _query(position: int, metric: Metric) -> dict[str, object]:
    named = [{"Name": name, "Value": value} for name, value in metric.dimensions]
    what = {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": named}
    return {
        "Id": f"m{position}",
        "MetricStat": {"Metric": what, "Period": metric.period, "Stat": metric.stat},
        "ReturnData": True,
    }


def _points(row: dict[str, object]) -> Points:
    times, values = dig(row, "Timestamps") or (), dig(row, "Values") or ()
    return {
        _moment(at).timestamp(): float(value)
        for at, value in zip(times, values, strict=False)
        if isinstance(at, datetime) and isinstance(value, int | float) and math.isfinite(value)
    }


def _moment(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
