"""A board as tables for a spreadsheet: its facts, and the series behind them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.boards.outlook import Outlook
from data.models.board import Board, Fact, Panel
from data.models.series import Series
from data.models.snapshot import Snapshot
from data.spreadsheet import as_csv, as_words

_FACTS = (
    *("panel", "fact", "verdict", "value", "unit", "text", "limit", "policy", "section", "compared"),
    *("compared_with", "observed_at", "since", "source", "group", "words", "url"),
)
_SERIES = ("panel", "fact", "unit", "at", "value")


def facts_csv(board: Board, zone: ZoneInfo) -> str:
    """A line a fact, in the board's order; times are ISO 8601 in the zone."""
    rows = [_fact_row(panel, fact, zone) for panel in board.panels for fact in panel.facts]
    return as_csv(_FACTS, rows)


def series_csv(board: Board, snapshot: Snapshot, outlook: Outlook) -> str:
    """A line a point of every fact that has a past, over the range that is looked at."""
    start = snapshot.elapsed - outlook.span.seconds
    rows: list[tuple[str, ...]] = []
    for panel in board.panels:
        for fact in panel.facts:
            series = _series(fact, outlook, start, snapshot.elapsed)
            for at, value in zip(series.times, series.values, strict=True):
                moment = snapshot.at + timedelta(seconds=at - snapshot.elapsed)
                told = _time(moment, outlook.zone)
                rows.append((as_words(panel.title), as_words(fact.name), fact.unit, told, f"{value:.12g}"))
    return as_csv(_SERIES, rows)


def _series(fact: Fact, outlook: Outlook, start: float, end: float) -> Series:
    if fact.drawn is not None:
        return fact.drawn
    return outlook.past(fact.series, start, end) if fact.series else Series((), ())


def _fact_row(panel: Panel, fact: Fact, zone: ZoneInfo) -> tuple[str, ...]:
    limit, compared = fact.limit, fact.compared
    return (
        as_words(panel.title),
        as_words(fact.name),
        fact.verdict.value if fact.verdict else "",
        _number(fact.value),
        fact.unit,
        as_words(fact.text),
        f"{limit.comparison.value} {limit.number:g}" if limit else "",
        limit.policy if limit else "",
        as_words(limit.section) if limit else "",
        _number(compared.value if compared else None),
        compared.span if compared else "",
        _time(fact.observed_at, zone),
        _time(fact.since, zone),
        as_words(fact.source),
        as_words(fact.group),
        as_words(fact.words),
        as_words(fact.url),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _time(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""
