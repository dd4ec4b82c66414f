"""A plot in words: what a person without the picture would be told, and what a cursor reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import fmean

from data.models.series import Series
from data.quantity import format_value
from widgets.charts.chart import Chart, gap_of
from widgets.charts.marks import Mark
from widgets.line import Line, Span

_MOVES = 0.15
"""A series moves when its last third lies this share of its size above or below its first."""


def chart_words(chart: Chart, *, named: bool = True) -> Line:
    """In one line: from where to where, which way, the limits it broke, what is missing."""
    name = [Span(chart.name, "strong"), Span("  ")] if named else []
    pieces = [*name, Span(_course(chart))]
    for mark in chart.marks:
        if told := _crossing(chart, mark):
            pieces.append(Span(f"; {told}", mark.tone))
            break
    if missing := _missing(chart):
        pieces.append(Span(f"; {missing}", "no-data"))
    if chart.compared.values:
        low, high = (format_value(each, chart.unit) for each in _ends(chart.compared))
        pieces.append(Span(f"; ◦ {chart.against} {low} to {high}", "dim"))
    return tuple(pieces)


def cursor_words(chart: Chart, at: float, *, named: bool = True) -> Line:
    """What stands at one moment: value, the compared value, and the limits it breaks."""
    point, before = chart.value_at(at), chart.compared_at(at)
    local = chart.clock.time(point[0] if point else at)
    name = [Span(chart.name, "strong"), Span("  ")] if named else []
    pieces = [*name, Span(f"{local:%a} {local:%H:%M:%S}  ", "accent")]
    pieces.append(Span(format_value(point[1], chart.unit)) if point else Span("no data", "no-data"))
    if before is not None:
        pieces.append(Span(f" · ◦ {chart.against} {format_value(before, chart.unit)}", "dim"))
    for mark in chart.marks:
        if point and mark.broken(point[1]):
            pieces.append(Span(f" · {mark.label}{' missed' if mark.wanted else ''}", mark.tone))
    return tuple(pieces)


def trend_word(series: Series) -> str:
    """Which way a series goes: its last third against its first."""
    third = len(series.values) // 3
    if third < 1:
        return "too short for a trend"
    first, last = fmean(series.values[:third]), fmean(series.values[-third:])
    size = max(abs(first), abs(last))
    if size == 0 or abs(last - first) <= size * _MOVES:
        return "steady"
    return "rising" if last > first else "falling"


def _course(chart: Chart) -> str:
    values = chart.series.values
    low, high = min(values), max(values)
    if format_value(low, chart.unit) == format_value(high, chart.unit):
        return f"{format_value(low, chart.unit)} all along"
    times = {value: chart.series.times[at] for at, value in enumerate(values) if value in (low, high)}
    said = [f"{format_value(value, chart.unit)} ({_time(chart, times[value])})" for value in (low, high)]
    return f"{said[0]} to {said[1]}, {trend_word(chart.series)}"


def _crossing(chart: Chart, mark: Mark) -> str:
    """Since when a limit is broken, or when it last was; nothing where it never was."""
    broken = [at for at, value in enumerate(chart.series.values) if mark.broken(value)]
    if not broken:
        return ""
    verb = "missed" if mark.wanted else "reached"
    last = len(chart.series.values) - 1
    if broken[-1] != last:
        return f"{mark.label} last {verb} {_time(chart, chart.series.times[broken[-1]])}"
    held = set(broken)
    first = next(at for at in range(last, -1, -1) if at == 0 or at - 1 not in held)
    earlier = " or earlier" if first == 0 else ""
    return f"{mark.label} {verb} since {_time(chart, chart.series.times[first])}{earlier}"


def _missing(chart: Chart) -> str:
    gaps = list(_gaps(chart.series))
    if not gaps:
        return ""
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    more = f" and {len(gaps) - 1} more" if len(gaps) > 1 else ""
    return f"no data {_time(chart, start)}–{_time(chart, end)}{more}"


def _gaps(series: Series) -> Iterator[tuple[float, float]]:
    limit = gap_of(series)
    yield from ((before, after) for before, after in pairwise(series.times) if after - before > limit)


def _ends(series: Series) -> tuple[float, float]:
    return min(series.values), max(series.values)


def _time(chart: Chart, at: float) -> str:
    """The time of day; the day as well where the plot spans more than one."""
    local = chart.clock.time(at)
    long = chart.end - chart.start > 86_400.0
    return f"{local:%a} {local.day} {local:%H:%M}" if long else f"{local:%H:%M}"
