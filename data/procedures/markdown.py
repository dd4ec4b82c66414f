"""A run as Markdown, to be kept or handed on: every item with its evidence, every word that was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from data.markdown import escaped, heading, row, whole
from data.models.evidence import Evidence
from data.models.run import Run
from data.procedures.action_items import is_action
from data.procedures.limit_words import limit_words
from data.procedures.sheet import Row, Sheet
from data.procedures.summary import budgeted, sentence
from data.quantity import format_value


def markdown(sheet: Sheet, zone: ZoneInfo) -> str:
    """The whole run, times in `zone`."""
    run = sheet.run
    lines = [f"# {escaped(sheet.checklist.title)}, {run.day.isoformat()}: {run.verdict.value}", ""]
    lines += [escaped(sentence(sheet)), "", *_facts(sheet, zone), "", *_table(sheet), ""]
    lines += _block("Notes", _notes(sheet, zone))
    lines += _block("Evidence", (line for each in sheet.rows for line in _evidence(each, zone)))
    return whole(lines)


def _facts(sheet: Sheet, zone: ZoneInfo) -> Iterator[str]:
    run, checklist = sheet.run, sheet.checklist
    yield f"- run: `{run.id}`"
    if checklist.document:
        yield f"- list: {escaped(checklist.document)}, {escaped(checklist.section)}"
    yield f"- policy: {escaped(run.policy)}"
    yield f"- time: {budgeted(run)}"
    yield f"- people: {escaped(', '.join(run.people))}"
    yield f"- {_signature(run, zone)}"


def _signature(run: Run, zone: ZoneInfo) -> str:
    if run.signed is None:
        return "not signed"
    note = f": {escaped(run.signed.note)}" if run.signed.note else ""
    return f"signed by {escaped(run.signed.by)}, {_time(run.signed.at, zone)}{note}"


def _table(sheet: Sheet) -> Iterator[str]:
    yield from heading("item", "state", "verdict", "found", "decided by", "since last time")
    for each in sheet.rows:
        record = each.record
        found = record.check.words if record.check else ""
        standing = (record.state.value, record.verdict.value, found)
        yield row(each.item.title, *standing, _who(each), each.change or "")


def _who(found: Row) -> str:
    mark = found.record.mark
    if mark is None:
        return "itself" if found.record.by_itself else ""
    over = f", over {mark.over.value}" if mark.overrules and mark.over else ""
    because = f": {mark.reason}" if mark.reason else ""
    return f"{mark.by}{over}{because}"


def _notes(sheet: Sheet, zone: ZoneInfo) -> Iterator[str]:
    for each in sheet.rows:
        record, title = each.record, each.item.title
        if record.mark and record.mark.note:
            yield _said(title, record.mark.note, record.mark.by, record.mark.at, zone)
        for note in record.notes:
            yield _said(title, note.text, note.by, note.at, zone)
        if record.carried and is_action(record.id):
            yield f"- {escaped(f'{title}: {record.carried.words}, from {record.carried.run}')}"
        elif record.carried:
            yield f"- {escaped(title)}: carried since {record.carried.since.isoformat()}"
        if record.cleared:
            yield _said(f"{title} cleared", record.cleared.note, record.cleared.by, record.cleared.at, zone)
    for note in sheet.run.notes:
        yield _said("", note.text, note.by, note.at, zone)


def _said(about: str, words: str, by: str, at: datetime, zone: ZoneInfo) -> str:
    return f"- {escaped(f'{about}: ' if about else '')}{escaped(words)} ({escaped(by)}, {_time(at, zone)})"


def _evidence(found: Row, zone: ZoneInfo) -> Iterator[str]:
    for each in found.record.check.evidence if found.record.check else ():
        yield f"- {escaped(found.item.title)}: {escaped(_measured(each, zone))}"


def _measured(evidence: Evidence, zone: ZoneInfo) -> str:
    labels = " ".join(f"{name}={value}" for name, value in evidence.labels)
    parts = [f"{evidence.source} {evidence.signal} {labels}".strip()]
    parts.append(
        format_value(evidence.value, evidence.unit) if evidence.value is not None else evidence.words
    )
    limit = limit_words(evidence)
    parts.append(f"{evidence.verdict.value}, {limit}" if limit else evidence.verdict.value)
    if evidence.policy:
        parts.append(f"{evidence.policy} § {evidence.section}")
    if evidence.observed_at:
        parts.append(_time(evidence.observed_at, zone))
    if evidence.digest:
        parts.append(evidence.digest)
    return ", ".join(parts)


def _block(title: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return [f"## {title}", "", *found, ""] if found else []


def _time(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
