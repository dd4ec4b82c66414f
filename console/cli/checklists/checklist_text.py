"""What the checklist commands print for people."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from console.cli.table import paragraph, table
from data.models.checklist import Check, Checklist, Item, SignalCheck
from data.models.incident import Assigned
from data.models.item_record import ItemState
from data.procedures.action_items import is_action, left_words
from data.procedures.agenda import Engagement, Standing
from data.procedures.rhythm import in_words
from data.procedures.sheet import Row, Sheet, filled
from data.procedures.summary import budgeted, minutes, sentence


def listing(checklists: Iterable[Checklist]) -> list[str]:
    """Of ``checklist list``: id, when, how many items decide themselves, title."""
    rows = [
        [each.id, in_words(each.recurrence), f"{_bound(each)} of {len(each.items)}", each.title]
        for each in checklists
    ]
    return table([["list", "when", "by itself", "title"], *rows], page=120)


def shown(checklist: Checklist, feeds: frozenset[str], configure: str) -> list[str]:
    """Of ``checklist show``; `configure` is what is missing in the configuration."""
    place = f"{checklist.document} § {checklist.section}" if checklist.document else checklist.origin
    budget = f", {minutes(checklist.budget)}" if checklist.budget else ""
    lines = [f"{checklist.title} ({checklist.id})", f"{place} · {in_words(checklist.recurrence)}{budget}"]
    for group in checklist.groups:
        lines += ["", group.title]
        lines += table(
            [[item.id, item.title, _decided_by(item, feeds)] for item in group.items], indent=2, page=120
        )
    if configure:
        lines += ["", "These lines of configuration would bring to life what is not configured:", ""]
        lines += configure.splitlines()
    return lines


def due(
    now: datetime,
    zone: ZoneInfo,
    yours: Sequence[Engagement],
    others: int,
    missed: Sequence[Engagement],
    next_: Sequence[Engagement],
    actions: Sequence[Assigned] = (),
) -> list[str]:
    """Of ``checklist due``; `others` counts lists of other documents that are due as well."""
    wanted = [each for each in yours if each.standing in (Standing.OVERDUE, Standing.DUE)]
    lines = [_due_sentence(wanted, missed), ""]
    rows = [
        [each.standing.value, each.checklist.id, _when(each, now, zone), _progress(each)] for each in yours
    ]
    rows += [["missed", each.checklist.id, each.occasion.day.isoformat(), _progress(each)] for each in missed]
    rows += [["next", each.checklist.id, _when(each, now, zone), ""] for each in next_]
    lines += table(rows, page=120)
    if actions:
        today = now.astimezone(zone).date()
        lines += ["", f"{left_words(actions, today)}: ops-console incident action list"]
    if others:
        lines += ["", f"{others} lists of other documents are due as well: ops-console checklist due --all"]
    return lines


def worked(sheet: Sheet, configure: Mapping[str, str]) -> list[str]:
    """Of ``checklist run``: how it stands, item by item, what to do next; the run's id is the last line.

    `configure` holds, by item, the lines of configuration that are missing.
    """
    run, place = sheet.run, f"{sheet.checklist.document} § {sheet.checklist.section}"
    lines = [f"{sheet.checklist.title} · {run.day.isoformat()} · policy {run.policy}"]
    lines += [place] if sheet.checklist.document else []
    lines += [*paragraph(sentence(sheet)), ""]
    lines += table([_row(row, sheet) for row in sheet.rows], page=120)
    if configure:
        lines += [
            "",
            f"{len(configure)} not configured: ops-console checklist show {run.checklist} tells how",
        ]
    lines += ["", f"time {budgeted(run)}"]
    if run.signed is not None:
        lines.append(f"signed by {run.signed.by}")
    elif run.open:
        lines.append(f"next: ops-console checklist mark {run.id} {run.open[0]} done")
    else:
        lines.append(f"next: ops-console checklist sign {run.id}")
    return [*lines, run.id]


def _row(row: Row, sheet: Sheet) -> list[str]:
    record = row.record
    found = record.check.words if record.check else ""
    if record.mark is not None:
        over = f" over {record.mark.over.value}" if record.mark.overrules and record.mark.over else ""
        told = record.mark.reason or record.mark.note
        found = f"{record.mark.by}{over}{f': {told}' if told else ''}"
    if record.open and row.item.command:
        found = f"{found}  {shlex.join(filled(row.item.command, sheet.run.day))}".strip()
    if row.change is not None and row.change.value != "same":
        found = f"{found} ({row.change.value})"
    if record.carried is not None and is_action(record.id):
        found = found or record.carried.words
    elif record.carried is not None:
        found = f"{found} (since {record.carried.since.isoformat()})"
    word = record.verdict.value if record.state in (ItemState.OPEN, ItemState.DONE) else record.state.value
    return [row.item.id, word, row.item.title, found or "needs you"]


def _decided_by(item: Item, feeds: frozenset[str]) -> str:
    if item.checks:
        return ", ".join(_check(check, feeds) for check in item.checks)
    return f"a person: {shlex.join(item.command)}" if item.command else "a person"


def _check(check: Check, feeds: frozenset[str]) -> str:
    if not isinstance(check, SignalCheck):
        return f"source {check.source}"
    must = f" {check.must.comparison.value} {check.must.number:g}" if check.must else ""
    return f"{check.signal}{must}{'' if check.signal in feeds else ' (not configured)'}"


def _bound(checklist: Checklist) -> int:
    return sum(bool(item.checks) for item in checklist.items)


def _due_sentence(wanted: Sequence[Engagement], missed: Sequence[Engagement]) -> str:
    late = sum(each.standing is Standing.OVERDUE for each in wanted)
    gone = f" {len(missed)} missed of late." if missed else ""
    if not wanted:
        return f"Nothing is due.{gone}"
    overdue = f", {late} of them overdue" if late else ""
    return f"{len(wanted)} list{' is' if len(wanted) == 1 else 's are'} due{overdue}.{gone}"


def _when(each: Engagement, now: datetime, zone: ZoneInfo) -> str:
    at = each.occasion.due.astimezone(zone)
    return f"{at:%H:%M}" if at.date() == now.astimezone(zone).date() else f"{at:%Y-%m-%d %H:%M}"


def _progress(each: Engagement) -> str:
    run = each.run
    if run is None:
        return each.checklist.title
    if run.signed is not None:
        return f"{each.checklist.title}: {run.verdict.value}, signed by {run.signed.by}"
    return f"{each.checklist.title}: {len(run.open)} of {len(run.all)} left, {run.id}"
