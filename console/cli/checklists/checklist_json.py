"""What the checklist commands print for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from data.journal.evidence import evidence_table
from data.models.checklist import Checklist, Item, Recurrence, SignalCheck
from data.models.evidence import Evidence
from data.models.incident import Assigned
from data.models.item_record import ItemRecord
from data.procedures.action_items import owed_document
from data.procedures.agenda import Engagement
from data.procedures.rhythm import in_words
from data.procedures.sheet import Row, Sheet, filled


def listing(checklists: Iterable[Checklist]) -> dict[str, Any]:
    """Of ``checklist list``."""
    return {"schema": 1, "checklists": [_head(checklist) for checklist in checklists]}


def shown(checklist: Checklist, feeds: frozenset[str]) -> dict[str, Any]:
    """Of ``checklist show``; `feeds` are the signals that configured sources bring."""
    groups = [
        {"title": group.title, "items": [_item(item, feeds) for item in group.items]}
        for group in checklist.groups
    ]
    return {"schema": 1, **_head(checklist), "groups": groups}


def due(
    at: datetime,
    zone: str,
    now: Iterable[tuple[Engagement, bool]],
    missed: Iterable[Engagement],
    next_: Iterable[Engagement],
    actions: Iterable[Assigned] = (),
) -> dict[str, Any]:
    """Of ``checklist due``; beside each list that is open now, whether the team works by it."""
    return {
        "schema": 1,
        "at": _time(at),
        "timezone": zone,
        "due": [_engagement(each) | {"adopted": adopted} for each, adopted in now],
        "missed": [_engagement(each) for each in missed],
        "upcoming": [_engagement(each) for each in next_],
        "actions": [owed_document(each, at.date()) for each in actions],
    }


def worked(sheet: Sheet, configure: Mapping[str, str]) -> dict[str, Any]:
    """Of ``checklist run``, ``mark`` and ``sign``; `configure` holds, by item, the lines that are missing."""
    run, signed = sheet.run, sheet.run.signed
    return {
        "schema": 1,
        "run": run.id,
        "checklist": run.checklist,
        "title": sheet.checklist.title,
        "policy": run.policy,
        "day": run.day.isoformat(),
        "verdict": run.verdict.value,
        "open": list(run.open),
        "started": {"by": run.started_by, "at": _time(run.started_at)},
        "signed": {"by": signed.by, "at": _time(signed.at), "note": signed.note} if signed else None,
        "worked_s": round(run.worked, 1),
        "budget_s": run.budget or None,
        "previous": sheet.previous.id if sheet.previous else None,
        "notes": [note.text for note in run.notes],
        "items": [_row(row, sheet) | {"configure": configure.get(row.item.id)} for row in sheet.rows],
    }


def _row(row: Row, sheet: Sheet) -> dict[str, Any]:
    record = row.record
    check, mark = record.check, record.mark
    return {
        "id": row.item.id,
        "title": row.item.title,
        "group": row.group,
        "state": record.state.value,
        "verdict": record.verdict.value,
        "evidence": [_evidence(each) for each in check.evidence] if check else [],
        "note": record.note or None,
        "words": check.words if check else None,
        "self": check.verdict.value if check else None,
        "by": mark.by if mark else ("itself" if record.by_itself else None),
        "at": _time(mark.at if mark else check.at if check else None),
        "reason": (mark.reason or None) if mark else None,
        "change": row.change.value if row.change else None,
        "carried": _carried(record),
        "command": list(filled(row.item.command, sheet.run.day)),
    }


def _carried(record: ItemRecord) -> dict[str, Any] | None:
    if record.carried is None:
        return None
    return {
        "since": record.carried.since.isoformat(),
        "run": record.carried.run,
        "words": record.carried.words,
        "cleared": record.cleared.note if record.cleared else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    table = evidence_table(evidence)
    return {"value": None} | {
        key: _time(value) if isinstance(value, datetime) else value for key, value in table.items()
    }


def _head(checklist: Checklist) -> dict[str, Any]:
    return {
        "id": checklist.id,
        "title": checklist.title,
        "document": checklist.document or None,
        "section": checklist.section or None,
        "recurs": _recurs(checklist.recurrence),
        "when": in_words(checklist.recurrence),
        "budget_s": checklist.budget,
        "items": len(checklist.items),
        "bound": sum(bool(item.checks) for item in checklist.items),
        "file": checklist.origin,
    }


def _recurs(recurrence: Recurrence) -> dict[str, Any]:
    return {
        "every": recurrence.every.value,
        "at": f"{recurrence.at:%H:%M}",
        "weekday": recurrence.weekday,
        "week": recurrence.week,
    }


def _item(item: Item, feeds: frozenset[str]) -> dict[str, Any]:
    checks = [
        {
            "signal": check.signal,
            "labels": dict(check.labels),
            "aggregate": check.aggregate.value,
            "limit": check.demand.value,
            "must": f"{check.must.comparison.value} {check.must.number:g}" if check.must else None,
            "configured": check.signal in feeds,
        }
        if isinstance(check, SignalCheck)
        else {"source": check.source}
        for check in item.checks
    ]
    return {
        "id": item.id,
        "title": item.title,
        "checks": checks,
        "command": list(item.command),
        "only": _recurs(item.only) if item.only else None,
        "runbook": item.runbook or None,
    }


def _engagement(each: Engagement) -> dict[str, Any]:
    occasion = each.occasion
    return {
        "checklist": each.checklist.id,
        "title": each.checklist.title,
        "day": occasion.day.isoformat(),
        "standing": each.standing.value,
        "due": _time(occasion.due),
        "overdue": _time(occasion.overdue),
        "closes": _time(occasion.closes),
        "run": each.run.id if each.run else None,
        "under_way": each.under_way,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None
