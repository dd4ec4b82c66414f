"""One list of the agenda as a line: how it stands, when it is due, how far it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from data.models.checklist import Checklist, Every
from data.procedures.agenda import Engagement, Standing
from widgets.line import Line, Span, Tone, fit
from widgets.moment import age, clock_time

_SIGNS: dict[Standing, tuple[str, Tone]] = {
    Standing.OVERDUE: ("✗", "fail"),
    Standing.DUE: ("!", "warn"),
    Standing.UPCOMING: ("·", "dim"),
    Standing.DONE: ("✓", "pass"),
    Standing.MISSED: ("✗", "fail"),
}
_DUE, _STATE, _DOCUMENT, _BUDGET = 8, 20, 18, 9
_RHYTHM = 24
"""The longest, as in ``every month, second week``."""
_WIDE, _TITLE = 90, 60
"""From what width a row has all its columns; and what a title takes at most: an eye has to follow the row."""


def agenda_line(each: Engagement, width: int, now: datetime, zone: ZoneInfo) -> Line:
    """Sign, title, document, when, and the state of its run."""
    sign, tone = _SIGNS[each.standing]
    if each.under_way:
        sign, tone = "▸", "accent"
    wide = width >= _WIDE
    room = _room(width, (_DOCUMENT + _BUDGET) * wide)
    extra: tuple[Span, ...] = ()
    if wide:
        budget = age(each.checklist.budget) if each.checklist.budget else ""
        document = each.checklist.document or "own"
        extra = (Span(fit(document, _DOCUMENT) + fit(budget, _BUDGET - 2, right=True) + "  ", "dim"),)
    return (
        Span(f"{sign} ", tone),
        Span(fit(each.checklist.title, room - 1) + " ", "plain" if tone != "dim" else "dim"),
        *extra,
        Span(fit(_when(each, now, zone), _DUE), "dim"),
        Span(_state(each), tone),
    )


def shelf_line(checklist: Checklist, width: int) -> Line:
    """A list that can be run at any time."""
    wide = width >= _WIDE
    room = _room(width, _DOCUMENT + _BUDGET) if wide else width - 2 - _DOCUMENT - _RHYTHM
    return (
        Span("  "),
        Span(fit(checklist.title, room - 1) + " ", "dim"),
        Span(fit(checklist.document or "own", _DOCUMENT), "dim"),
        Span(_rhythm(checklist), "dim"),
    )


def _room(width: int, beside: int) -> int:
    """Cells of a title, the same in both kinds of rows where these have the same columns."""
    return max(20, min(_TITLE, width - 2 - _DUE - _STATE - beside))


def _when(each: Engagement, now: datetime, zone: ZoneInfo) -> str:
    if each.standing is Standing.MISSED:
        return f"{each.occasion.day.day} {each.occasion.day:%b}"
    return clock_time(each.occasion.due, now, zone)


def _state(each: Engagement) -> str:
    run = each.run
    if run is not None and run.signed is None:
        left = f"{len(run.open)} of {len(run.all)} left" if run.open else "unsigned"
        return left + (", overdue" if each.standing is Standing.OVERDUE else "")
    if run is not None and run.signed is not None:
        return f"done by {run.signed.by}" + (f", {len(run.failed)} failed" if run.failed else "")
    return {Standing.UPCOMING: "later", Standing.DUE: "due now"}.get(each.standing, each.standing.value)


def _rhythm(checklist: Checklist) -> str:
    recurrence = checklist.recurrence
    if recurrence.every is Every.ON_DEMAND:
        return "on demand"
    day = recurrence.weekday.capitalize() if recurrence.weekday else ""
    extra = day or (f"{recurrence.week} week" if recurrence.week else "")
    return f"every {recurrence.every.value}" + (f", {extra}" if extra else "")
