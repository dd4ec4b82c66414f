"""The desk as a table for a spreadsheet."""

from __future__ import annotations

from datetime import datetime

from data.alerts.case import Case
from data.alerts.desk import Desk
from data.spreadsheet import as_csv, as_words

_HEADING = (
    *("alert", "state", "severity", "since", "owner", "reason", "due", "overdue", "policy", "section"),
    *("says", "sources", "labels", "runbook", "key"),
)


def desk_csv(desk: Desk) -> str:
    """A line an alert, in the desk's order; times are ISO 8601 in its zone."""
    return as_csv(_HEADING, [_row(case, desk) for case in desk.cases])


def _row(case: Case, desk: Desk) -> list[str]:
    held, target = case.answered, case.target
    origin = target.alert_class.origin if target else None
    return [
        as_words(case.title),
        case.standing.value,
        as_words(case.severity),
        _time(case.since, desk),
        as_words(held.by) if held else "",
        as_words(held.reason) if held else "",
        _time(target.due if target else None, desk),
        "yes" if case.overdue(desk.now) else "",
        origin.policy if origin else "",
        origin.section if origin else "",
        as_words(case.summary),
        as_words(", ".join(case.sources)),
        as_words(", ".join(f"{name}={value}" for name, value in case.labels)),
        as_words(case.runbook),
        as_words(case.key),
    ]


def _time(at: datetime | None, desk: Desk) -> str:
    return at.astimezone(desk.zone).isoformat(timespec="seconds") if at else ""
