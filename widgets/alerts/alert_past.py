"""What was done about alerts and what has resolved, the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from data.alerts.acts import Act
from data.alerts.clock import span
from data.alerts.desk import Desk
from data.alerts.memory import Memory, Resolved
from widgets.line import Line, Span
from widgets.moment import end_time
from widgets.rows import Row

_MOST = 400
_DID = {
    "acknowledged": "acknowledged",
    "unacknowledged": "gave back",
    "silenced": "silenced",
    "extended": "extended the silence of",
    "expired": "ended the silence of",
    "resolved": "resolved",
}


def past_rows(desk: Desk, memory: Memory) -> tuple[Row, ...]:
    """A row for each thing that happened: from the journal, and from what this console has seen."""
    told: list[tuple[datetime, Row]] = [
        (act.at, Row(f"act {act.entry}", (act_line(act, desk),))) for act in desk.acts.all
    ]
    told += [
        (each.at, Row(f"over {number} {each.case.key}", (_resolved_line(each, desk),)))
        for number, each in enumerate(memory.resolved)
    ]
    told.sort(key=lambda pair: pair[0], reverse=True)
    rows = tuple(row for _, row in told[:_MOST])
    return rows or (Row("nothing", ((Span("Nothing has resolved or been answered yet.", "dim"),),), False),)


def act_lines(acts: Iterable[Act], desk: Desk) -> list[Line]:
    """What was done, oldest first, under a heading; nothing where nothing was."""
    lines = [act_line(act, desk, named=False) for act in acts]
    return [(), (Span("what was done", "heading"),), *lines] if lines else []


def act_line(act: Act, desk: Desk, *, named: bool = True) -> Line:
    """One act in a line."""
    pieces = [Span(f"{_at(act.at, desk)}  ", "dim")]
    does = _DID.get(act.word, act.word)
    if act.word == "resolved":
        pieces += [Span("✓ ", "pass"), Span(f"{act.title} resolved" if named else "resolved")]
    else:
        pieces += [Span("✎ ", "accent"), Span(f"{act.by} ", "strong"), Span(does)]
        pieces += [Span(f" {act.title}")] if named and act.title else []
    if act.until is not None:
        pieces.append(Span(f" until {end_time(act.until, desk.now, desk.zone)}", "dim"))
    if act.reason:
        pieces.append(Span(f": {act.reason}", "dim"))
    return tuple(pieces)


def _resolved_line(each: Resolved, desk: Desk) -> Line:
    case = each.case
    pieces = [Span(f"{_at(each.at, desk)}  ", "dim"), Span("✓ ", "pass"), Span(case.title), Span(" resolved")]
    if case.since is not None:
        pieces.append(Span(f" after {span((each.at - case.since).total_seconds())}", "dim"))
    who = f"answered by {case.answered.by}" if case.answered else _unanswered(case.standing.value)
    return (*pieces, Span(f", {who}", "dim"))


def _unanswered(standing: str) -> str:
    return "answered by nobody" if standing == "unanswered" else standing


def _at(at: datetime, desk: Desk) -> str:
    local = at.astimezone(desk.zone)
    if local.date() == desk.now.astimezone(desk.zone).date():
        return f"{local:%H:%M:%S}"
    return f"{local.day:2} {local:%b}  "[:8].ljust(8)
