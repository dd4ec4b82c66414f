"""CloudWatch: how fast and how well APIs and load balancers answer, now and before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from data.errors import SourceError
from data.models.past import Past, Window
from data.models.reading import Observation
from data.providers.aws.calls import Calls
from data.providers.aws.metrics import (
    MINUTE,
    Metric,
    Points,
    active,
    added,
    minute,
    past_of,
    price,
    read,
    since,
    steps,
)
from data.providers.aws.parse import MOST_SERIES
from data.providers.aws.service import Found, Moment
from data.safe import safe

_THROUGHPUT, REFUSED, FAILED = "api.throughput_rps", "api.client_error_pct", "api.error_rate_pct"
LATENCY = {"p50": "api.p50_ms", "p95": "api.p95_ms", "p99": "api.p99_ms"}
_LAG, _RATE_SPAN, SPAN = MINUTE, 5 * MINUTE, 15 * MINUTE
"""CloudWatch is a minute behind; throughput and latencies are of five minutes, shares of fifteen."""


@dataclass(frozen=True, slots=True)
class Family:
    """Metrics of one kind of front door, and the factor that makes milliseconds of its latency."""

    namespace: str
    dimension: str
    count: str
    latency: str
    factor: float
    refused: tuple[str, ...]
    failed: tuple[str, ...]


_FAMILIES = (
    Family("AWS/ApiGateway", "ApiName", "Count", "Latency", 1.0, ("4XXError",), ("5XXError",)),
    Family("AWS/ApiGateway", "ApiId", "Count", "Latency", 1.0, ("4xx",), ("5xx",)),
    Family(
        "AWS/ApplicationELB",
        "LoadBalancer",
        "RequestCount",
        "TargetResponseTime",
        1000.0,
        ("HTTPCode_Target_4XX_Count", "HTTPCode_ELB_4XX_Count"),
        ("HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"),
    ),
)


@dataclass(frozen=True, slots=True)
class Door:
    """One API or load balancer; `value` is what CloudWatch calls it, `service` what people do."""

    family: Family
    value: str
    service: str

    def metric(self, name: str, stat: str, period: int) -> Metric:
        """One of its metrics."""
        return Metric(self.family.namespace, name, stat, ((self.family.dimension, self.value),), period)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was measured at a door: calls, those refused, those failed, and latencies in milliseconds."""

    door: Door
    calls: Points
    refused: Points
    failed: Points
    latency: dict[str, Points]


def ask(calls: Calls, moment: Moment) -> Found:
    """The last quarter of an hour; without a door no reading, so that other sources are heard alone."""
    doors = _doors(calls)
    if not doors:
        return Found((), note="no API and no load balancer was called in the last 3 h")
    end = minute(moment.now) - _LAG
    traffic = _measured(calls, doors, end - SPAN, end, MINUTE, _RATE_SPAN)
    note = price(len(doors) + sum(7 if _balancer(each.door) else 5 for each in traffic), moment.pace)
    return Found(observations(doors, traffic, end), note=note)


def recall(calls: Calls, window: Window) -> tuple[Past, ...]:
    """The same over a window, by the minute or a multiple of it."""
    period, start = steps(window)
    traffic = _measured(calls, _doors(calls), start, window.end, period, period)
    return tuple(past for each in traffic for past in _pasts(each, period))


def observations(doors: list[Door], traffic: list[Traffic], end: float) -> tuple[Observation, ...]:
    """One reading of each signal for every door with calls; those without have a throughput of 0."""
    seen = [one for each in traffic for one in _door(each, end)]
    busy = {each.door for each in traffic}
    idle = [door for door in doors if door not in busy][: MOST_SERIES - len(busy)]
    seen += [
        Observation(_THROUGHPUT, 0.0, "rps", _labels(door), detail="no calls in 15 min") for door in idle
    ]
    if not traffic:
        quiet = "no calls in 15 min"
        silent = {signal: unit for signal, unit in _UNITS.items() if signal != _THROUGHPUT}
        seen += [Observation(signal, None, unit, detail=quiet) for signal, unit in silent.items()]
    if len(doors) > MOST_SERIES:
        words = f"the {MOST_SERIES} with the most calls of {len(doors)} are shown"
        seen.append(Observation(_THROUGHPUT, None, "rps", detail=words))
    return tuple(seen)


def _door(each: Traffic, end: float) -> Iterator[Observation]:
    labels, at = _labels(each.door), datetime.fromtimestamp(end, UTC)
    total = sum(each.calls.values())
    rate = sum(since(each.calls, end - _RATE_SPAN).values()) / _RATE_SPAN
    yield Observation(_THROUGHPUT, rate, "rps", labels, at, query=each.door.family.count)
    for signal, points in ((REFUSED, each.refused), (FAILED, each.failed)):
        count = sum(points.values())
        words = f"{count:,.0f} of {total:,.0f} calls in 15 min"
        yield Observation(signal, _share(count, total), "%", labels, at, detail=words)
    for stat, measured in each.latency.items():
        points = since(measured, end - 2 * _RATE_SPAN)
        query = f"{each.door.family.latency} {stat}"
        if not points:
            none = "no call in 10 min"
            yield Observation(LATENCY[stat], None, "ms", labels, at, detail=none, query=query)
            continue
        newest = max(points)
        then = datetime.fromtimestamp(min(newest + _RATE_SPAN, end), UTC)
        yield Observation(LATENCY[stat], points[newest], "ms", labels, then, query=query)


def _pasts(each: Traffic, period: int) -> Iterator[Past]:
    labels = _labels(each.door)
    series = {
        _THROUGHPUT: ("rps", {at: value / period for at, value in each.calls.items()}),
        REFUSED: ("%", _shares(each.refused, each.calls)),
        FAILED: ("%", _shares(each.failed, each.calls)),
        **{LATENCY[stat]: ("ms", points) for stat, points in each.latency.items()},
    }
    for signal, (unit, points) in series.items():
        if points:
            yield past_of(signal, labels, unit, points, period)


def _measured(
    calls: Calls, doors: list[Door], start: float, end: float, period: int, latency_period: int
) -> list[Traffic]:
    """The busiest doors; those without calls are not asked any further."""
    counts = read(calls, [door.metric(door.family.count, "Sum", period) for door in doors], start, end)
    busy = sorted(
        ((door, points) for door, points in zip(doors, counts, strict=True) if sum(points.values())),
        key=lambda pair: -sum(pair[1].values()),
    )[:MOST_SERIES]
    wanted = [metric for door, _ in busy for metric in _metrics(door, period, latency_period)]
    values = iter(read(calls, wanted, start, end))
    return [_traffic(door, points, values) for door, points in busy]


def _metrics(door: Door, period: int, latency_period: int) -> Iterator[Metric]:
    for name in (*door.family.refused, *door.family.failed):
        yield door.metric(name, "Sum", period)
    for stat in LATENCY:
        yield door.metric(door.family.latency, stat, latency_period)


def _traffic(door: Door, points: Points, values: Iterator[Points]) -> Traffic:
    refused = added([next(values) for _ in door.family.refused])
    failed = added([next(values) for _ in door.family.failed])
    factor = door.family.factor
    latency = {stat: {at: value * factor for at, value in next(values).items()} for stat in LATENCY}
    return Traffic(door, points, refused, failed, latency)


def _doors(calls: Calls) -> list[Door]:
    found = [
        Door(family, value, _service(value))
        for family in _FAMILIES
        for value in active(calls, family.namespace, family.count, family.dimension)
    ]
    if not any(door.family.dimension == "ApiId" for door in found):
        return found
    names = _api_names(calls)
    return [
        Door(door.family, door.value, names.get(door.value, door.service))
        if door.family.dimension == "ApiId"
        else door
        for door in found
    ]


def _api_names(calls: Calls) -> dict[str, str]:
    """The names of HTTP APIs; without the right to ask for them they keep their ids."""
    try:
        rows = calls.pages("apigatewayv2", "get_apis", "Items")
    except SourceError:
        return {}
    return {str(row["ApiId"]): safe(row["Name"], 100) for row in rows if row.get("Name")}


def _service(value: str) -> str:
    """``app/shop/50dc6c495c0c9188`` is the load balancer "shop"."""
    parts = value.split("/")
    return safe(parts[1] if len(parts) == 3 and parts[0] == "app" else value, 100)


def _balancer(door: Door) -> bool:
    return len(door.family.refused) > 1


def _labels(door: Door) -> tuple[tuple[str, str], ...]:
    return (("service", door.service),)


def _shares(part: Points, whole: Points) -> Points:
    shares = {at: _share(part.get(at, 0.0), count) for at, count in whole.items()}
    return {at: share for at, share in shares.items() if share is not None}


def _share(part: float, whole: float) -> float | None:
    return min(100.0, 100.0 * part / whole) if whole else None


_UNITS = {_THROUGHPUT: "rps", REFUSED: "%", FAILED: "%", **dict.fromkeys(LATENCY.values(), "ms")}
