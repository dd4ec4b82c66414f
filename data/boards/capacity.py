"""Days until each scaling threshold, as facts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from data.boards.beginning import moment_before
from data.boards.facts import fact_of
from data.boards.outlook import Outlook
from data.boards.panels import framed
from data.capacity.forecast import Forecast, Reach, forecast
from data.capacity.trend import DAY, HOUR, TooLittle, Trend, trend
from data.models.board import Fact, Panel
from data.models.policy import Policy
from data.models.reading import Reading
from data.models.series import Key, Recall
from data.models.snapshot import Snapshot
from data.models.threshold import Limit, Threshold
from data.models.verdict import Verdict
from data.quantity import convert, format_value, known

SIGNALS = (
    "db.connections_pct",
    "host.cpu_pct",
    "host.memory_pct",
    "host.disk_pct",
    "host.inodes_pct",
    "aws.rds_connections",
    "aws.rds_cpu_pct",
    "aws.rds_free_bytes",
    "aws.lambda_concurrency",
)
_SCALE = "scale"
_LOOK_BACK = 14 * DAY
_SOON = 14.0
"""Days: a fortnight's notice is what it takes to add a machine in peace. The console's own number."""
_PACE = 60
_MOST = 60


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that is to be passed some day, upwards if `above`."""

    limit: Limit
    unit: str
    above: bool


def capacity_panel(snapshot: Snapshot, outlook: Outlook) -> Panel:
    """A line for each series that has a scaling threshold, or else an alert, to run into."""
    facts = tuple(_facts(snapshot, outlook))
    panel = framed("capacity", "Capacity", facts, SIGNALS, snapshot)
    note = "a straight line through up to 14 days, compared hour by hour of the day"
    return replace(panel, note=note if facts else panel.note)


def bounds(policy: Policy, signal: str) -> tuple[Bound, ...]:
    """The scaling points that a policy names for a signal; where it names none, its gravest limit."""
    marks = [mark for mark in policy.marks_of(signal) if mark.role == _SCALE]
    if marks:
        return tuple(Bound(mark.limit, mark.unit, mark.limit.comparison.upward) for mark in marks)
    threshold = policy.threshold(signal)
    if threshold is None or threshold.decisive is None:
        return ()
    limit = threshold.decisive
    upwards = limit.comparison.upward is not (limit == threshold.target)
    return (Bound(limit, threshold.unit, upwards),)


def _facts(snapshot: Snapshot, outlook: Outlook) -> Iterator[Fact]:
    for signal in SIGNALS:
        for bound in bounds(outlook.policy, signal):
            nearest = sorted(snapshot.readings_of(signal), key=lambda each: _room(each, bound))[:_MOST]
            for reading in nearest:
                fact = _fact(reading, bound, snapshot, outlook)
                if fact is not None:
                    yield fact


def _room(reading: Reading, bound: Bound) -> float:
    """What sorts the series that are nearest to their limit first."""
    value = reading.observation.value
    if value is None or not known(value):
        return -math.inf
    return -value if bound.above else value


def _fact(reading: Reading, bound: Bound, snapshot: Snapshot, outlook: Outlook) -> Fact | None:
    unit = reading.observation.unit or bound.unit
    number = convert(bound.limit.number, bound.unit, unit)
    if number is None:
        return None
    line = _line(outlook.past, reading.key, moment_before(snapshot.elapsed, reading.key, _PACE))
    due = forecast(line, _lately(reading, snapshot, outlook), number, above=bound.above)
    base = fact_of(reading, snapshot, outlook)
    way = "reaches" if bound.above else "falls to"
    return replace(
        base,
        name=f"{base.name} {way} {format_value(bound.limit.number, bound.unit)}",
        key=f"{base.key}:capacity:{bound.limit.policy}",
        verdict=_verdict(due) if reading.verdict.known else reading.verdict,
        text=_text(due),
        limit=bound.limit,
        threshold=Threshold(bound.unit, warn=bound.limit),
        since=None,
        words=due.words,
        details=(*_details(due, line, unit), *base.details),
    )


def _lately(reading: Reading, snapshot: Snapshot, outlook: Outlook) -> float | None:
    """What it was for most of the last hour: nothing is bought for a moment's peak."""
    value = reading.observation.value
    if value is None or not known(value):
        return None
    values = sorted(outlook.past(reading.key, snapshot.elapsed - HOUR, snapshot.elapsed).values)
    return values[len(values) // 2] if values else value


@lru_cache(maxsize=512)
def _line(past: Recall, key: Key, now: float) -> Trend | TooLittle:
    """A trend takes long to reckon and changes slowly, while boards are made anew all the time."""
    series = past(key, now - _LOOK_BACK, now)
    return trend(list(zip(series.times, series.values, strict=True)), now)


def _verdict(due: Forecast) -> Verdict | None:
    if due.reach is Reach.REACHED:
        return Verdict.WARN
    if due.reach is Reach.NEARS and due.days is not None:
        return Verdict.WARN if due.days <= _SOON else Verdict.PASS
    return Verdict.PASS if due.reach is Reach.NOT_SO else None


def _text(due: Forecast) -> str:
    match due.reach:
        case Reach.REACHED:
            return "now"
        case Reach.NEARS | Reach.UNSURE if due.days is not None:
            sign = "" if due.reach is Reach.NEARS else "perhaps "
            return f"{sign}{due.days:.0f} d" if due.days >= 2 else f"{sign}{due.days * 24:.0f} h"
    return due.reach.value


def _details(due: Forecast, line: Trend | TooLittle, unit: str) -> Iterator[tuple[str, str]]:
    if due.days is not None:
        yield "days until then", f"{due.days:.1f}"
    if due.soonest is not None and due.reach is not Reach.REACHED:
        yield "between", f"{due.soonest:.1f} d and {'never' if due.latest is None else f'{due.latest:.1f} d'}"
    if isinstance(line, Trend):
        slope, low, high = (format_value(each, unit) for each in (line.slope, line.low, line.high))
        yield "a day", f"{slope} ({low} to {high})"
        yield "looked at", f"{line.days:.1f} d"
