"""A run is a fold over the journal's entries; there is no other state of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.journal.evidence import evidence_from
from data.models.entry import Entry
from data.models.item_record import Carried, Cleared, ItemRecord, ItemState, Mark, Note, SelfCheck
from data.models.run import Run, Signature
from data.models.verdict import Verdict
from data.procedures.fields import number, one_of, tables, text, texts
from data.procedures.sequence import standing
from data.procedures.worktime import WorkTime

_DATED = re.compile(r"(?P<checklist>.+?)-\d{4}-\d{2}-\d{2}(-\d+)?")


def fold_runs(entries: Iterable[Entry], *, drill: bool = False) -> dict[str, Run]:
    """Every run that the entries tell of, by id; those of drills, or those in earnest."""
    runs: dict[str, Run] = {}
    times = WorkTime()
    for entry in standing(entries):
        id = text(entry, "run")
        step = _STEPS.get(entry.kind)
        if step is None or not id or entry.drill is not drill:
            continue
        run = step(runs.get(id) or _unstarted(id, entry), entry)
        people = run.people if entry.by in run.people else (*run.people, entry.by)
        runs[id] = replace(run, people=people, worked=run.worked + times.spent(run, entry))
    return runs


def fold_run(id: str, entries: Iterable[Entry], *, drill: bool = False) -> Run | None:
    """One run, None where the entries know nothing of it."""
    return fold_runs(entries, drill=drill).get(id)


def _unstarted(id: str, entry: Entry) -> Run:
    """What can be said of a run whose beginning is lost."""
    named = _DATED.fullmatch(id)
    checklist = named["checklist"] if named else id
    return Run(id=id, checklist=checklist, policy="", day=entry.day, drill=entry.drill)


def _started(run: Run, entry: Entry) -> Run:
    expected = run.expected or texts(entry, "items")
    records = dict(run.records)
    for carried in map(_carried, tables(entry, "carried")):
        if carried is not None:
            known = records.get(carried.item) or ItemRecord(carried.item, listed=carried.item in expected)
            records[carried.item] = replace(known, carried=known.carried or carried)
    if run.started_at is not None:
        return replace(run, records=records, policy=text(entry, "policy") or run.policy)
    return replace(
        run,
        checklist=text(entry, "checklist") or run.checklist,
        policy=text(entry, "policy"),
        day=entry.day,
        started_at=entry.at,
        started_by=entry.by,
        expected=expected,
        budget=number(entry.get("budget_s")) or 0.0,
        records=records,
    )


def _checked(record: ItemRecord, entry: Entry) -> ItemRecord:
    verdict = one_of(Verdict, entry.get("verdict"))
    if verdict is None:
        return record
    evidence = tuple(evidence_from(table) for table in tables(entry, "evidence"))
    return replace(record, check=SelfCheck(verdict, text(entry, "words"), evidence, entry.at, entry.by))


def _marked(record: ItemRecord, entry: Entry) -> ItemRecord:
    state = one_of(ItemState, entry.get("state"))
    if state is None or state is ItemState.OPEN:
        return record
    mark = Mark(
        state=state,
        by=entry.by,
        at=entry.at,
        note=text(entry, "note"),
        reason=text(entry, "reason"),
        over=one_of(Verdict, entry.get("self")),
        entry=entry.id,
    )
    return replace(record, mark=mark)


def _noted(record: ItemRecord, entry: Entry) -> ItemRecord:
    return replace(record, notes=(*record.notes, _note(entry, record.id)))


def _cleared(record: ItemRecord, entry: Entry) -> ItemRecord:
    return replace(record, cleared=Cleared(entry.by, entry.at, text(entry, "note")))


def _signed(run: Run, entry: Entry) -> Run:
    if run.signed is not None:
        return run
    return replace(run, signed=Signature(entry.by, entry.at, text(entry, "note"), entry.id))


def _note(entry: Entry, item: str) -> Note:
    return Note(text(entry, "note"), entry.by, entry.at, item, entry.id)


def _on_item(change: Callable[[ItemRecord, Entry], ItemRecord]) -> Callable[[Run, Entry], Run]:
    def step(run: Run, entry: Entry) -> Run:
        item = text(entry, "item")
        if not item:
            return replace(run, notes=(*run.notes, _note(entry, ""))) if change is _noted else run
        record = change(run.record(item), entry)
        return replace(run, records={**run.records, item: record}, latest=item)

    return step


_STEPS: Mapping[str, Callable[[Run, Entry], Run]] = {
    "run.started": _started,
    "item.checked": _on_item(_checked),
    "item.marked": _on_item(_marked),
    "item.noted": _on_item(_noted),
    "item.cleared": _on_item(_cleared),
    "run.signed": _signed,
}


def _carried(table: Mapping[str, Any]) -> Carried | None:
    item, since = table.get("item"), table.get("since")
    if not isinstance(item, str) or not isinstance(since, date):
        return None
    title, run, words = (str(table.get(key, "")) for key in ("title", "run", "words"))
    return Carried(item=item, title=title, since=since, run=run, words=words)
