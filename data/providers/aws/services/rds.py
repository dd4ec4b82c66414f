"""RDS: processor, connections and storage left of each database instance, now and before."""

from __future__ import annotations

from datetime import UTC, datetime

from data.models.past import Past, Window
from data.models.reading import Observation
from data.providers.aws.calls import Calls, Row
from data.providers.aws.metrics import MINUTE, Metric, Points, minute, past_of, price, read, steps
from data.providers.aws.parse import MOST_SERIES, words
from data.providers.aws.service import Found, Moment

SPAN = 10 * MINUTE
_METRICS = {
    "aws.rds_cpu_pct": ("CPUUtilization", "Average", "%"),
    "aws.rds_connections": ("DatabaseConnections", "Maximum", "count"),
    "aws.rds_free_bytes": ("FreeStorageSpace", "Minimum", "bytes"),
}
_SHARED = frozenset({"aurora", "aurora-mysql", "aurora-postgresql"})
"""Engines whose storage grows by itself: what is left is no quantity there."""


def ask(calls: Calls, moment: Moment) -> Found:
    """The newest minute of each instance."""
    rows = calls.pages("rds", "describe_db_instances", "DBInstances")
    end = minute(moment.now)
    series = _read(calls, rows[:MOST_SERIES], end - SPAN, end, MINUTE)
    return Found(observations(rows, series), note=price(len(series), moment.pace))


def recall(calls: Calls, window: Window) -> tuple[Past, ...]:
    """The same over a window, by the minute or a multiple of it."""
    rows = calls.pages("rds", "describe_db_instances", "DBInstances")
    period, start = steps(window)
    series = _read(calls, rows[:MOST_SERIES], start, window.end, period)
    return tuple(
        past_of(signal, (("instance", name),), _METRICS[signal][2], points, period)
        for (name, signal), points in series.items()
        if points
    )


def observations(rows: list[Row], series: dict[tuple[str, str], Points]) -> tuple[Observation, ...]:
    """A reading of each quantity of each instance."""
    if not rows:
        none = "the account has no RDS instance"
        return tuple(
            Observation(signal, None, unit, detail=none) for signal, (_, _, unit) in _METRICS.items()
        )
    states = {_name(row): words(row, "DBInstanceStatus", 40) for row in rows}
    seen = [_seen(signal, name, states[name], points) for (name, signal), points in series.items()]
    if len(rows) > MOST_SERIES:
        more = f"{MOST_SERIES} of {len(rows)} instances are looked at"
        seen.append(Observation("aws.rds_cpu_pct", None, "%", detail=more))
    return tuple(seen)


def _seen(signal: str, name: str, state: str, points: Points) -> Observation:
    metric, stat, unit = _METRICS[signal]
    labels, query = (("instance", name),), f"{metric} {stat}"
    if not points:
        none = f"the instance is {state}" if state != "available" else "no value in 10 min"
        return Observation(signal, None, unit, labels, detail=none, query=query)
    newest = max(points)
    at = datetime.fromtimestamp(newest + MINUTE, UTC)
    note = "" if state == "available" else state
    return Observation(signal, points[newest], unit, labels, at, detail=note, query=query)


def _read(
    calls: Calls, rows: list[Row], start: float, end: float, period: int
) -> dict[tuple[str, str], Points]:
    keys = [
        (row, signal)
        for row in rows
        for signal in _METRICS
        if signal != "aws.rds_free_bytes" or row.get("Engine") not in _SHARED
    ]
    metrics = [_metric(row, signal, period) for row, signal in keys]
    values = read(calls, metrics, start, end)
    return {(_name(row), signal): points for (row, signal), points in zip(keys, values, strict=True)}


def _metric(row: Row, signal: str, period: int) -> Metric:
    name, stat, _ = _METRICS[signal]
    instance = str(row["DBInstanceIdentifier"])
    return Metric("AWS/RDS", name, stat, (("DBInstanceIdentifier", instance),), period)


def _name(row: Row) -> str:
    return words(row, "DBInstanceIdentifier", 100)
