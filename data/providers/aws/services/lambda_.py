"""Lambda: how many calls fail, how long they take, whether there is room for more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.errors import SourceError
from data.models.item import Item, facts_of
from data.models.past import Past, Window
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.metrics import (
    HOUR,
    MINUTE,
    Metric,
    Points,
    active,
    minute,
    past_of,
    price,
    read,
    since,
    steps,
)
from data.providers.aws.parse import MOST_SERIES, dig, gravest, number, words
from data.providers.aws.service import Found, Moment, failed
from data.quantity import format_value
from data.safe import safe

FUNCTIONS, ERRORS = "aws.lambda_functions", "aws.lambda_error_pct"
THROTTLES, DURATION, AT_ONCE = "aws.lambda_throttles", "aws.lambda_duration_ms", "aws.lambda_concurrency"
MOST = 1000
PERIOD, LATELY = 5 * MINUTE, 15 * MINUTE
_MEASURED = frozenset({ERRORS, THROTTLES, DURATION, AT_ONCE})
_NEAR_ITS_END = 0.9
_UNITS = {ERRORS: "%", THROTTLES: "count", DURATION: "ms", AT_ONCE: "count"}


@dataclass(frozen=True, slots=True)
class Use:
    """What was measured of one function, or under no name of all together."""

    name: str
    calls: Points
    errors: Points
    throttles: Points
    duration: Points
    at_once: Points

    def lately(self, end: float) -> Use:
        """The last quarter of an hour where something was called in it, else all."""
        start = end - LATELY
        if not sum(since(self.calls, start).values()):
            return self
        parts = (self.calls, self.errors, self.throttles, self.duration, self.at_once)
        return Use(self.name, *(since(points, start) for points in parts))


def ask(calls: Calls, moment: Moment) -> Found:
    """The functions there are, and the last hour of those that were called."""
    rows = calls.pages("lambda", "list_functions", "Functions", limit=MOST)
    more = "or more are there" if len(rows) >= MOST else ""
    count = Observation(FUNCTIONS, float(len(rows)), "count", detail=more, query="ListFunctions")
    end = minute(moment.now)
    try:
        uses, asked = _uses(calls, end - HOUR, end)
    except SourceError as error:
        return Found((count, *failed(_MEASURED, error.failure)), gravest(_item(row, None) for row in rows))
    recent = [use.lately(end) for use in uses]
    by_name = {use.name: use for use in recent}
    items = gravest(_item(row, by_name.get(words(row, "FunctionName", 150))) for row in rows)
    return Found((count, *observations(recent, bool(rows))), items, note=price(asked, moment.pace))


def recall(calls: Calls, window: Window) -> tuple[Past, ...]:
    """The same over a window, of all functions together."""
    period, start = steps(window)
    (use,) = _whole(read(calls, list(_metrics("", period)), start, window.end))
    shares = {at: 100.0 * use.errors.get(at, 0.0) / count for at, count in use.calls.items() if count}
    series = {ERRORS: shares, THROTTLES: use.throttles, DURATION: use.duration, AT_ONCE: use.at_once}
    return tuple(
        past_of(signal, (), _UNITS[signal], points, period) for signal, points in series.items() if points
    )


def observations(uses: list[Use], functions: bool) -> tuple[Observation, ...]:
    """Of all together first, then of each function that was called."""
    whole, *each = uses
    if not sum(whole.calls.values()):
        none = "no function was called in the last hour" if functions else "the account has no function"
        return tuple(Observation(signal, None, _UNITS[signal], detail=none) for signal in sorted(_MEASURED))
    return tuple(seen for use in (whole, *each) for seen in _seen(use))


def _seen(use: Use) -> Iterator[Observation]:
    labels = (("function", use.name),) if use.name else ()
    total, errors = sum(use.calls.values()), sum(use.errors.values())
    if total:
        share = min(100.0, 100.0 * errors / total)
        yield Observation(ERRORS, share, "%", labels, detail=_of(errors, total), query="Errors, Invocations")
    throttled = sum(use.throttles.values())
    judged = Verdict.WARN if throttled else None
    yield Observation(THROTTLES, throttled, "count", labels, judged=judged, query="Throttles Sum")
    if use.duration:
        longest = max(use.duration.values())
        yield Observation(
            DURATION, longest, "ms", labels, detail="the longest call", query="Duration Maximum"
        )
    if use.at_once:
        yield Observation(AT_ONCE, max(use.at_once.values()), "count", labels, query="ConcurrentExecutions")


def _uses(calls: Calls, start: float, end: float) -> tuple[list[Use], int]:
    """All together, then the functions with the most errors and calls; and how many metrics that took."""
    names = active(calls, "AWS/Lambda", "Invocations", "FunctionName")
    wanted = [*_metrics("", PERIOD)]
    for name in names:
        wanted += [_metric(name, "Invocations", "Sum", PERIOD), _metric(name, "Errors", "Sum", PERIOD)]
    first = read(calls, wanted, start, end)
    pairs = zip(first[5::2], first[6::2], strict=True)
    called = [
        (name, calls_, errors)
        for name, (calls_, errors) in zip(names, pairs, strict=True)
        if sum(calls_.values())
    ]
    called.sort(key=lambda one: (-sum(one[2].values()), -sum(one[1].values()), one[0]))
    kept = called[:MOST_SERIES]
    further = [
        metric
        for name, _, _ in kept
        for metric in (
            _metric(name, "Throttles", "Sum", PERIOD),
            _metric(name, "Duration", "Maximum", PERIOD),
        )
    ]
    rest = read(calls, further, start, end)
    each = [
        Use(safe(name, 150), count, errors, rest[2 * at], rest[2 * at + 1], {})
        for at, (name, count, errors) in enumerate(kept)
    ]
    return [*_whole(first[:5]), *each], len(wanted) + len(further)


def _whole(series: list[Points]) -> list[Use]:
    return [Use("", *series)]


def _metrics(name: str, period: int) -> Iterator[Metric]:
    for metric, stat in (
        ("Invocations", "Sum"),
        ("Errors", "Sum"),
        ("Throttles", "Sum"),
        ("Duration", "Maximum"),
        ("ConcurrentExecutions", "Maximum"),
    ):
        yield _metric(name, metric, stat, period)


def _metric(function: str, name: str, stat: str, period: int) -> Metric:
    dimensions = (("FunctionName", function),) if function else ()
    return Metric("AWS/Lambda", name, stat, dimensions, period)


def _item(row: Row, use: Use | None) -> Item:
    name, limit = words(row, "FunctionName", 150), number(row, "Timeout")
    total = sum(use.calls.values()) if use else 0.0
    errors = sum(use.errors.values()) if use else 0.0
    longest = max(use.duration.values(), default=0.0) if use else 0.0
    slow = limit is not None and longest >= _NEAR_ITS_END * limit * 1000
    verdict = Verdict.NO_DATA if not total else Verdict.WARN if errors or slow else Verdict.PASS
    notes = [_of(errors, total) if total else "not called lately", "near its time limit" if slow else ""]
    fields = {
        "runtime": words(row, "Runtime", 40),
        "memory": f"{words(row, 'MemorySize', 10)} MB" if dig(row, "MemorySize") else "",
        "time limit": format_value(limit, "s") if limit else "",
        "longest call": format_value(longest, "ms") if longest else "",
        "changed": words(row, "LastModified", 40),
    }
    return Item(
        "function",
        words(row, "FunctionArn", 300) or name,
        name,
        verdict,
        state=", ".join(filter(None, notes)),
        amount=100.0 * errors / total if total else None,
        unit="%",
        fields=facts_of(*fields.items()),
    )


def _of(errors: float, total: float) -> str:
    return f"{errors:,.0f} of {total:,.0f} calls failed"
