"""One source as one row: sign, name and signal, value, limit, trend, since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.models.snapshot import Phase, SourceState
from data.models.verdict import Verdict
from data.quantity import format_value
from widgets.charts.spark import spark
from widgets.limit import limit_text
from widgets.line import Line, Span, Tone, fit
from widgets.moment import age, clock_time
from widgets.sign import quiet, sign

if TYPE_CHECKING:
    from data.models.reading import Reading

_UNIT_SUFFIX = re.compile(r"_(ms|s|h|d|pct|bytes|rps|usd)$")
_NOW, _LIMIT, _TREND, _SINCE, _GROUP = 10, 11, 12, 9, 12


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment that rows are drawn at: for labels, for ages, and the zone of the labels."""

    at: datetime
    elapsed: float
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a width has room for, and how wide the name may be."""

    name: int
    trend: bool
    group: bool

    @classmethod
    def at(cls, width: int) -> Columns:
        """The columns of a width."""
        trend, group = width >= 72, width >= 96
        taken = 2 + _NOW + _LIMIT + 1 + _SINCE + (_TREND + 2) * trend + (_GROUP + 1) * group
        return cls(max(12, width - taken), trend, group)

    def heading(self) -> Line:
        """The line above the rows."""
        text = (
            "  " + fit("source", self.name) + fit("now", _NOW, right=True) + fit("limit", _LIMIT, right=True)
        )
        text += " "
        if self.trend:
            text += " " + fit("trend", _TREND) + " "
        text += fit("since", _SINCE)
        if self.group:
            text += " group"
        return (Span(text, "dim"),)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said of a row beside its state.

    `rises` where it would stand higher if the list were sorted now; `maintenance` where what it
    shows is being changed on purpose: its verdict stays, and only its sign alarms.
    """

    rises: bool = False
    maintenance: bool = False


def health_line(state: SourceState, columns: Columns, moment: Moment, marked: Mark = Mark()) -> Line:
    """The row of a source."""
    now, zone = moment.at, moment.zone
    tone = "dim" if marked.maintenance else quiet(state.verdict)
    mark = Span("↑" if marked.rises else " ", "accent")
    reading = state.leading
    name = Span(fit(_name(state, reading), columns.name), "dim" if tone == "dim" else "plain")
    end: list[Span] = []
    if columns.group:
        end = [Span(" " + fit(state.group, _GROUP), "dim")]
    if state.phase is not Phase.FRESH or reading is None or reading.observation.failure is not None:
        since = _since(state, marked, now, zone, tone)
        room = _NOW + _LIMIT + 1 + (_TREND + 2) * columns.trend
        return (
            sign(state.verdict),
            mark,
            name,
            Span("  " + fit(_trouble(state, moment.elapsed), room - 3) + " ", tone),
            since,
            *end,
        )
    since = _since(state, marked, now, zone, tone)
    trend = []
    if columns.trend:
        number = reading.limit.number if reading.limit else None
        trend = [Span(" " + spark(state.trend, _TREND, number) + " ", tone)]
    return (
        sign(state.verdict),
        mark,
        name,
        Span(fit(shown_value(reading), _NOW, right=True), tone),
        Span(fit(limit_text(reading.threshold, reading.limit), _LIMIT, right=True) + " ", "dim"),
        *trend,
        since,
        *end,
    )


def _since(state: SourceState, marked: Mark, now: datetime, zone: ZoneInfo, tone: Tone) -> Span:
    if marked.maintenance:
        return Span(fit("in maint.", _SINCE), "accent")
    well = state.phase is Phase.FRESH and state.verdict is Verdict.PASS
    return Span(fit("" if well else clock_time(state.since, now, zone), _SINCE), tone)


def shown_value(reading: Reading) -> str:
    """The value with its unit; a dash where there is none."""
    value = reading.observation.value
    return "—" if value is None else format_value(value, reading.observation.unit)


def signal_name(reading: Reading) -> str:
    """The signal's own name, without its family, with its labels."""
    name = _UNIT_SUFFIX.sub("", reading.signal.partition(".")[2] or reading.signal).replace("_", " ")
    labels = ", ".join(value for _, value in reading.observation.labels)
    return f"{name} {labels}".strip()


def _name(state: SourceState, reading: Reading | None) -> str:
    if reading is None or reading.observation.unit == "bool":
        return state.name
    return f"{state.name} · {signal_name(reading)}"


def _trouble(state: SourceState, elapsed: float) -> str:
    match state.phase:
        case Phase.LOADING:
            return "asking…"
        case Phase.STALE:
            old = age(elapsed - (state.answered_elapsed or elapsed))
            value = f"{shown_value(state.leading)} · " if state.leading else ""
            return f"{value}{old} old"
        case Phase.FRESH:
            return state.leading.words if state.leading else "answered, but with no reading"
        case Phase.NOT_CONFIGURED:
            return "not configured"
        case Phase.FAILED | Phase.NO_RIGHTS:
            return state.failure.message if state.failure else "failed"
