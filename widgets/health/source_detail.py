"""One source whole: how it is, its readings with their limits, its past, its last answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from data.models.labels import Labels
from data.models.reading import Reading
from data.models.series import Series
from data.models.snapshot import Snapshot, SourceState
from data.quantity import format_value
from widgets.boards.opinion import Opinions, opinion_lines
from widgets.charts.marks import marks_of
from widgets.charts.plot import plot
from widgets.health.health_row import shown_value
from widgets.health.health_sentence import since_words
from widgets.limit import limit_text
from widgets.line import Line, Span, Tone, fit, line, width_of, wrap
from widgets.moment import age
from widgets.sign import TONE_OF, WORDS, quiet, sign

History = Callable[[tuple[str, str, Labels]], Series]

_PLOT = 7
_RAW = 40
_SKEW = 2.0
_LAG = 90.0
"""Seconds; a scrape or two may lie between a value and the question for it."""


def source_lines(
    state: SourceState,
    snapshot: Snapshot,
    zone: ZoneInfo,
    width: int,
    history: History,
    chosen: Reading | None,
    opinions: Opinions | None = None,
) -> list[Line]:
    """Everything that is known of a source; `chosen` is the reading whose past is drawn."""
    out: list[Line] = [*_how_it_is(state, snapshot, zone, width), *_other_clock(state), ()]
    if state.readings:
        out.append(_heading("Readings"))
        out += [_reading_line(reading, width, reading is chosen) for reading in state.readings]
    if chosen is not None:
        out += [*_past(chosen, history, width), (), *_provenance(chosen)]
        if opinions is not None:
            out += [(), *opinion_lines(opinions(chosen))]
    if state.raw:
        out += [(), _heading("Last answer"), *_raw(state.raw)]
    return out


def _heading(text: str) -> Line:
    return (Span(text, "heading"),)


def _how_it_is(state: SourceState, snapshot: Snapshot, zone: ZoneInfo, width: int) -> Iterator[Line]:
    since = since_words(state, snapshot, zone)
    critical = "" if state.critical else ", not critical: it can only warn"
    how = (
        sign(state.verdict),
        Span(f" {WORDS[state.verdict]}", TONE_OF[state.verdict]),
        Span(f" since {since}" if since else " (asking…)"),
    )
    what = f"{state.kind} in group {state.group}, asked every {state.every:g} s{critical}"
    beside = (*how, Span(f"   {what}", "dim"))
    yield from (beside,) if width_of(beside) <= width else (how, *wrap(what, width, "dim"))
    if state.failure is not None:
        yield from wrap(f"{state.failure.kind}: {state.failure.message}", width, "error")
        if state.failure.remedy:
            yield from wrap(f"→ {state.failure.remedy}", width, "accent")
        if state.failures_in_a_row > 1:
            yield line(Span(f"{state.failures_in_a_row} rounds in a row have failed", "dim"))
    if state.answered_at is not None:
        old = age(snapshot.elapsed - (state.answered_elapsed or snapshot.elapsed))
        took = f", took {state.took_ms:.0f} ms" if state.took_ms is not None else ""
        yield line(
            Span(f"last answer {state.answered_at.astimezone(zone):%H:%M:%S} ({old} ago{took})", "dim")
        )
    if state.query:
        yield from wrap(f"asked: {state.query}", width, "dim")


def _other_clock(state: SourceState) -> Iterator[Line]:
    """How far the source's own times lie from ours, where that is more than a moment."""
    ahead = max((reading.skew_s for reading in state.readings), default=0.0)
    lags = ((reading.fetched_at - reading.observed_at).total_seconds() for reading in state.readings)
    behind = max(lags, default=0.0)
    if ahead >= _SKEW:
        yield line(Span(f"its clock is {age(ahead)} ahead of ours", "warn"))
    if behind >= _LAG:
        yield line(Span(f"by its own clock, what it says was true {age(behind)} before", "warn"))


def _reading_line(reading: Reading, width: int, chosen: bool) -> Line:
    tone = quiet(reading.verdict)
    labels = ", ".join(f"{name}={value}" for name, value in reading.observation.labels)
    name = f"{reading.signal}{{{labels}}}" if labels else reading.signal
    room = max(20, min(44, width - 50))
    words = reading.observation.detail or reading.words
    if words in (shown_value(reading), f"{shown_value(reading)}, no limit set"):
        words = ""
    return (
        Span("▸" if chosen else " ", "accent"),
        sign(reading.verdict),
        Span(" " + fit(name, room), "plain"),
        *_said(reading, words, tone),
    )


def _said(reading: Reading, words: str, tone: Tone) -> Line:
    """Value, limit and what is said of it; words alone where there is neither value nor limit."""
    if reading.observation.value is None and reading.limit is None:
        return (Span(f"  — {words}", tone),)
    return (
        Span(fit(shown_value(reading), 11, right=True), tone),
        Span(fit(limit_text(reading.threshold, reading.limit), 11, right=True), "dim"),
        Span("  " + words, tone),
    )


def _past(reading: Reading, history: History, width: int) -> Iterator[Line]:
    series = history(reading.key)
    if len(series.values) < 2 or reading.observation.unit == "bool":
        return
    span = age(series.times[-1] - series.times[0])
    yield ()
    yield (
        Span(f"{reading.signal}", "heading"),
        Span(f"   the last {span}, {len(series.values)} readings", "dim"),
    )
    unit = reading.observation.unit
    yield from plot(
        series.values, width, _PLOT, marks_of(reading.threshold), lambda value: format_value(value, unit)
    )


def _provenance(reading: Reading) -> Iterator[Line]:
    yield _heading("Where the limits come from")
    threshold = reading.threshold
    if threshold is None or not threshold.limits:
        yield line(Span("  no limit: this policy says nothing of it", "dim"))
        return
    for role, limit in threshold.limits.items():
        number = f"{limit.comparison} {format_value(limit.number, threshold.unit)}"
        yield line(f"  {role:<7} {number:<12}", Span(f"{limit.policy} § {limit.section}", "dim"))


def _raw(raw: str) -> Iterator[Line]:
    rows = raw.splitlines()
    for text in rows[:_RAW]:
        yield (Span("  " + text, "dim"),)
    if len(rows) > _RAW:
        yield (Span(f"  … {len(rows) - _RAW} more lines", "dim"),)
