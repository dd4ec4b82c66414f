"""A run of a checklist as it is shown: sections of items, the heading and the tail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from data.models.run import Run
from data.procedures.comparison import Change
from data.procedures.finding import Finding
from data.procedures.sheet import Row, Sheet
from data.procedures.summary import budgeted
from widgets.checklists.item_list import Section
from widgets.checklists.item_row import ItemView
from widgets.line import Line, Span, line


def run_sections(sheet: Sheet, findings: Mapping[str, Finding]) -> tuple[Section, ...]:
    """The rows under their groups' headings, with what the checks say at this moment."""
    return tuple(
        (heading, tuple(_view(row, findings.get(row.item.id)) for row in rows))
        for heading, rows in groupby(sheet.rows, key=lambda row: row.group)
    )


def _view(row: Row, finding: Finding | None) -> ItemView:
    check = row.record.check
    differs = finding is not None and check is not None and finding.verdict is not check.verdict
    changed = row.change not in (None, Change.SAME)
    return ItemView(
        item=row.item,
        record=row.record,
        change=f"({row.change.value} since last time)" if row.change and changed else "",
        live=finding.words if finding and differs else "",
        configure=finding.configure if finding and not finding.verdict.known else "",
    )


def run_heading(sheet: Sheet, due: datetime | None, zone: ZoneInfo) -> Line:
    """Which list this is, where it comes from, and the time it takes against its budget."""
    checklist, run = sheet.checklist, sheet.run
    source = " § ".join(part for part in (checklist.document, checklist.section) if part)
    parts = [f"due {due.astimezone(zone):%H:%M}" if due else "", budgeted(run)]
    if run.signed is not None:
        parts = [f"signed by {run.signed.by} {run.signed.at.astimezone(zone):%H:%M}", budgeted(run)]
    return line(
        Span(checklist.title, "strong"),
        Span(f"   {' · '.join(part for part in parts if part)}   {source}", "dim"),
    )


def run_tail(run: Run, saved: datetime | None, zone: ZoneInfo, others: Iterable[str]) -> Line:
    """What is left, when the last word reached the disk, and who else is at it."""
    parts = [f"{len(run.open)} of {len(run.all)} left" if run.open else "nothing is left"]
    if not run.open and run.signed is None:
        parts.append("S signs")
    if saved is not None:
        parts.append(f"saved {saved.astimezone(zone):%H:%M:%S}")
    if people := ", ".join(others):
        parts.append(f"with {people}")
    return line(Span(" · ".join(parts), "dim"))
