"""A run is a fold over the journal's entries; there is no other state of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.models.entry import Entry
from data.models.item_record import Carried, Cleared, ItemRecord, ItemState, Mark, Note, SelfCheck
from data.models.run import Run, Signature
from data.models.verdict import Verdict
from data.procedures.fields import evidence_in, number, one_of, tables, text, texts
from data.procedures.sequence import standing
from data.procedures.worktime import WorkTime

_DATED = re.compile(r"(?P<checklist>.+?)-\d{4}-\d{2}-\d{2}(-\d+)?")


def fold_runs(entries: Iterable[Entry], *, drill: bool = False) -> dict[str, Run]:
    """Every run that the entries tell of, by id; those of drills, or those in earnest."""
    told: dict[str, _Told] = {}
    times = WorkTime()
    for entry in standing(entries):
        id = text(entry, "run")
        if entry.kind not in _KINDS or not id or entry.drill is not drill:
            continue
        run = told.get(id) or told.setdefault(id, _Told(_unstarted(id, entry)))
        run.take(entry)
        run.worked += times.spent(id, run.head.budget, entry)
    return {id: run.so_far() for id, run in told.items()}


class _Told:
    """What has been told of one run while the fold goes on."""

    def __init__(self, head: Run) -> None:
        self.head = head
        self.records: dict[str, ItemRecord] = {}
        self.people: dict[str, None] = {}
        self.latest = ""
        self.worked = 0.0

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        self.people.setdefault(entry.by)
        item, on_item = text(entry, "item"), _ON_ITEM.get(entry.kind)
        if on_item is not None and item:
            self.records[item] = on_item(self.records.get(item) or ItemRecord(item), entry)
            if entry.kind != "item.checked":
                self.latest = item
        elif entry.kind == "run.started":
            self._start(entry)
        elif entry.kind == "item.noted":
            self.head = replace(self.head, notes=(*self.head.notes, _note(entry, "")))
        elif entry.kind == "run.signed" and self.head.signed is None:
            signed = Signature(entry.by, entry.at, text(entry, "note"), entry.id)
            self.head = replace(self.head, signed=signed)

    def so_far(self) -> Run:
        """The run as it stands."""
        people = tuple(self.people)
        return replace(self.head, records=self.records, people=people, latest=self.latest, worked=self.worked)

    def _start(self, entry: Entry) -> None:
        self.head = _started(self.head, entry)
        for carried in map(_carried, tables(entry, "carried")):
            if carried is not None:
                listed = carried.item in self.head.expected
                known = self.records.get(carried.item) or ItemRecord(carried.item, listed)
                self.records[carried.item] = replace(known, carried=known.carried or carried)


def _unstarted(id: str, entry: Entry) -> Run:
    """What can be said of a run whose beginning is lost."""
    named = _DATED.fullmatch(id)
    checklist = named["checklist"] if named else id
    return Run(id=id, checklist=checklist, policy="", day=entry.day, drill=entry.drill)


def _started(run: Run, entry: Entry) -> Run:
    """Who begins first has begun it; who begins it again can only change whose numbers decide."""
    policy = text(entry, "policy") or run.policy
    if run.started_at is not None:
        return replace(run, policy=policy)
    return replace(
        run,
        checklist=text(entry, "checklist") or run.checklist,
        policy=policy,
        day=entry.day,
        started_at=entry.at,
        started_by=entry.by,
        expected=texts(entry, "items"),
        budget=number(entry.get("budget_s")) or 0.0,
    )


def _checked(record: ItemRecord, entry: Entry) -> ItemRecord:
    verdict = one_of(Verdict, entry.get("verdict"))
    if verdict is None:
        return record
    check = SelfCheck(verdict, text(entry, "words"), evidence_in(entry), entry.at, entry.by)
    return replace(record, check=check)


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


def _note(entry: Entry, item: str) -> Note:
    return Note(text(entry, "note"), entry.by, entry.at, item, entry.id)


_ON_ITEM: Mapping[str, Callable[[ItemRecord, Entry], ItemRecord]] = {
    "item.checked": _checked,
    "item.marked": _marked,
    "item.noted": _noted,
    "item.cleared": _cleared,
}
_KINDS = {"run.started", "run.signed", *_ON_ITEM}


def _carried(table: Mapping[str, Any]) -> Carried | None:
    item, since = table.get("item"), table.get("since")
    if not isinstance(item, str) or not isinstance(since, date):
        return None
    title, run, words = (str(table.get(key, "")) for key in ("title", "run", "words"))
    return Carried(item=item, title=title, since=since, run=run, words=words)
