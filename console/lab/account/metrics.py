"""CloudWatch's metrics as functions of time: there is a past as soon as there is an account."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from console.lab.account.circumstances import Answer, Circumstances, chance
from console.lab.account.furnishing import DATABASE, FUNCTIONS
from console.lab.account.wire import Parameters

_DAY_S = 86_400.0
_MOST_POINTS = 100_800
_RATES = {"AWS/Lambda": 90.0, "AWS/ApplicationELB": 120_000.0}
"""Calls a minute on average."""
_SHARES = {
    "Errors": 0.001,
    "Throttles": 0.0,
    "HTTPCode_Target_4XX_Count": 0.012,
    "HTTPCode_Target_5XX_Count": 0.0008,
    "HTTPCode_ELB_4XX_Count": 0.001,
    "HTTPCode_ELB_5XX_Count": 0.0,
}
"""Of the calls."""
_LEVELS = {
    ("TargetResponseTime", "p50"): 0.032,
    ("TargetResponseTime", "p95"): 0.118,
    ("TargetResponseTime", "p99"): 0.164,
    ("TargetResponseTime", "Average"): 0.041,
    ("Duration", "Maximum"): 1840.0,
    ("Duration", "Average"): 210.0,
    ("ConcurrentExecutions", "Maximum"): 9.0,
    ("CPUUtilization", "Average"): 31.0,
    ("DatabaseConnections", "Maximum"): 22.0,
    ("FreeStorageSpace", "Minimum"): 61_000_000_000.0,
}


def metric_data(here: Circumstances, asked: Parameters) -> Parameters:
    """The values of each metric that is asked for."""
    start, end = _moment(asked["StartTime"]), min(_moment(asked["EndTime"]), here.now.timestamp())
    return {
        "MetricDataResults": [
            _series(query, start, end, here.balancer) for query in asked["MetricDataQueries"]
        ]
    }


def metrics(here: Circumstances, asked: Parameters) -> Parameters:
    """Those of the functions, of the load balancer and of the database."""
    space, name = asked.get("Namespace", ""), asked.get("MetricName", "")
    things = {
        "AWS/Lambda": ("FunctionName", FUNCTIONS),
        "AWS/ApplicationELB": ("LoadBalancer", (here.balancer,)),
        "AWS/RDS": ("DBInstanceIdentifier", (DATABASE,)),
    }
    dimension, values = things.get(space, ("", ()))
    return {
        "Metrics": [
            {"Namespace": space, "MetricName": name, "Dimensions": [{"Name": dimension, "Value": value}]}
            for value in values
        ]
    }


def _series(query: Parameters, start: float, end: float, balancer: str) -> Parameters:
    stat = query["MetricStat"]
    metric, period = stat["Metric"], stat["Period"]
    first = math.ceil(start / period) * period
    times = [first + each * period for each in range(min(_MOST_POINTS, int((end - first) // period)))]
    values = [value(metric, stat["Stat"], at, period) for at in times]
    known = [(at, each) for at, each in zip(times, values, strict=True) if each is not None]
    return {
        "Id": query["Id"],
        "Label": metric["MetricName"],
        "StatusCode": "Complete",
        "Timestamps": [datetime.fromtimestamp(at, UTC) for at, _ in known],
        "Values": [each for _, each in known],
    }


def value(metric: Parameters, stat: str, at: float, period: int) -> float | None:
    """One value: more by day than by night, and a little chance; None where there is no such metric."""
    space, name = metric["Namespace"], metric["MetricName"]
    thing = "".join(each["Value"] for each in metric.get("Dimensions", ()))
    swing = 1.0 + 0.4 * math.sin(2 * math.pi * (at % _DAY_S) / _DAY_S - math.pi / 2)
    luck = chance(space, name, stat, thing, at).uniform(0.92, 1.08)
    calls = _RATES.get(space, 0.0) * period / 60 * swing
    if space == "AWS/Lambda" and thing:
        calls /= len(FUNCTIONS)
    if name in ("Invocations", "RequestCount"):
        return float(round(calls * luck))
    if name in _SHARES:
        return float(math.floor(calls * _SHARES[name] * luck))
    level = _LEVELS.get((name, stat))
    return None if level is None else level * (1.0 + (swing - 1.0) / 4) * luck


def _moment(given: object) -> float:
    """A time of a request, as a number or as text."""
    if isinstance(given, int | float):
        return float(given)
    return datetime.fromisoformat(str(given)).timestamp()


ANSWERS: dict[str, Answer] = {
    "cloudwatch.get_metric_data": metric_data,
    "cloudwatch.list_metrics": metrics,
}
