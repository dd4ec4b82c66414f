"""One procedure as a row: whether it fits now or is under way, its title, its size, its review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.catalogue import titled
from data.models.runbook import Runbook
from data.procedures.runbooks.symptoms import Match
from data.procedures.runbooks.upkeep import due_on
from data.quantity import format_value
from widgets.line import Line, Span, Tone, fit
from widgets.moment import age, clock_time
from widgets.sign import TONE_OF

_GROUP = 14
"""Cells of the column that names the group."""
_TITLE, _DOCUMENT, _STEPS, _TIME = 30, 18, 9, 8
_ROOMY = 112
_TIMED = _GROUP + 2 + _TITLE + 2 + _DOCUMENT + _STEPS + _TIME


@dataclass(frozen=True, slots=True)
class BookView:
    """A procedure, what shows that it fits now, and how its open run stands, in words."""

    runbook: Runbook
    match: Match | None = None
    more: int = 0
    """How many other symptoms or sources show it, too."""
    under_way: str = ""


def book_line(view: BookView, group: str, width: int, now: datetime, zone: ZoneInfo) -> Line:
    """Group, sign, title and how it stands; steps and minutes, too, where there is room."""
    runbook, roomy = view.runbook, width >= _ROOMY
    sign, state = _state(view, now, zone)
    facts = Span(_facts(runbook, timed=width >= _TIMED), "dim")
    told = (facts, state) if roomy else (facts,) if state.tone == "dim" else (state,)
    room = max(20, min(_TITLE, width - _GROUP - 2 - 24))
    loud = bool(view.match or view.under_way)
    return (
        Span(fit(group, _GROUP), "heading"),
        sign,
        Span(" " + fit(runbook.title, room) + "  ", "plain" if loud else "dim"),
        *told,
    )


def match_words(match: Match, *, source: bool = True) -> str:
    """``db main: connections in use 81 %``."""
    seen = match.reading.observation
    colon = ":" if seen.unit == "bool" else ""
    words = f"{titled(seen.signal)}{colon} {format_value(seen.value, seen.unit)}"
    return f"{match.source}: {words}" if source else words


def whole_time(runbook: Runbook) -> float:
    """Seconds that it may take: to the end of its last phase, or all its boxes together."""
    ends = [phase.until for phase in runbook.phases if phase.until]
    return max(ends) if ends else sum(step.box or 0.0 for step in runbook.steps)


def review_words(runbook: Runbook, today: date) -> tuple[str, Tone]:
    """When it was looked through, or that it should have been."""
    due, last = due_on(runbook.upkeep), runbook.upkeep.last
    if due is not None and due < today:
        return f"review was due {_day(due, today)}", "warn"
    return (f"reviewed {_day(last, today)}", "dim") if last else ("", "dim")


def _state(view: BookView, now: datetime, zone: ZoneInfo) -> tuple[Span, Span]:
    if view.under_way:
        return Span("▸", "accent"), Span(view.under_way, "accent")
    if view.match is not None:
        tone = TONE_OF[view.match.reading.verdict]
        tone = "warn" if tone == "pass" else tone
        since = clock_time(view.match.since, now, zone)
        words = match_words(view.match) + (f", since {since}" if since else "")
        return Span("!" if tone == "warn" else "✗", tone), Span(words, tone)
    words, tone = review_words(view.runbook, now.astimezone(zone).date())
    return Span("·" if tone == "dim" else "~", "dim" if tone == "dim" else "stale"), Span(words, tone)


def _facts(runbook: Runbook, *, timed: bool) -> str:
    """Where it comes from and its steps; how long it may take where that fits whole."""
    steps = f"{len(runbook.steps)} steps" if len(runbook.steps) != 1 else "1 step"
    told = fit(runbook.document or "own", _DOCUMENT) + fit(steps, _STEPS)
    return told + fit(_time(runbook), _TIME) if timed else told


def _time(runbook: Runbook) -> str:
    seconds = whole_time(runbook)
    return age(seconds) if seconds else ""


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"
