"""What people and checks want recorded: pure functions from a run to the drafts of entries.

Each refuses, with words for a person, what must not be recorded as it stands. `spent_s` is the time
in seconds that it took, where the caller has measured it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.journal.evidence import evidence_table
from data.models.checklist import Checklist
from data.models.entry import Draft
from data.models.item_record import Carried, ItemRecord, ItemState, contradicts
from data.models.run import Run
from data.models.verdict import Verdict
from data.procedures.action_items import closed_by, opened_by
from data.procedures.calendar import items_on
from data.procedures.finding import Finding
from data.safe import safe


def start(
    checklist: Checklist,
    run_id: str,
    day: date,
    policy: str,
    carried: Sequence[Carried] = (),
    *,
    drill: bool = False,
) -> list[Draft]:
    """Begin a run of a list, with what the last one left."""
    fields: dict[str, Any] = {
        "run": run_id,
        "checklist": checklist.id,
        "policy": policy,
        "items": [item.id for item in items_on(checklist, day)],
    }
    if checklist.budget:
        fields["budget_s"] = checklist.budget
    if carried:
        fields["carried"] = [
            {"item": c.item, "title": c.title, "since": c.since, "run": c.run, "words": c.words}
            for c in carried
        ]
    return [Draft("run.started", fields, day, drill)]


def judge_by(run: Run, policy: str) -> list[Draft]:
    """Go on with a run under another policy; nothing where it is the same."""
    _open(run)
    if policy == run.policy:
        return []
    return [_draft(run, "run.started", {"checklist": run.checklist, "policy": policy}, None)]


def check(
    run: Run, item: str, finding: Finding, *, again: bool = False, spent_s: float | None = None
) -> list[Draft]:
    """Record what an item found out by itself; nothing where that is known already, unless `again`."""
    known = run.record(item).check
    if run.signed or (known and known.verdict is finding.verdict and not again):
        return []
    evidence = [evidence_table(each) for each in finding.evidence]
    fields = {"item": item, "verdict": finding.verdict.value, "words": finding.words, "evidence": evidence}
    return [_draft(run, "item.checked", fields, spent_s)]


def mark(
    run: Run, item: str, state: ItemState, *, note: str = "", reason: str = "", spent_s: float | None = None
) -> list[Draft]:
    """Record what a person decided about an item. Raises UsageError."""
    _open(run)
    record = _known(run, item)
    if state is ItemState.OPEN:
        raise UsageError("an item is opened again by taking back its mark")
    question = reason_wanted(record, state)
    if question and not reason.strip():
        raise UsageError(question, "give a reason")
    fields: dict[str, Any] = {"item": item, "state": state.value, "verdict": _verdict(state).value}
    if record.check is not None:
        fields["self"] = record.check.verdict.value
    fields |= {key: value.strip() for key, value in (("note", note), ("reason", reason)) if value.strip()}
    closing = closed_by(record, note or reason, drill=run.drill) if state is ItemState.DONE else []
    return [_draft(run, "item.marked", fields, spent_s), *closing]


def reason_wanted(record: ItemRecord, state: ItemState) -> str:
    """What to ask a person who wants to mark an item so; empty where no reason is needed."""
    found = record.check
    if found is not None and contradicts(state, found.verdict):
        return f"the check says {found.verdict.value} ({found.words}): why is it {state.value} all the same?"
    if state is ItemState.SKIPPED:
        return "why is this skipped?"
    if state is ItemState.NOT_APPLICABLE and found is not None and found.verdict is Verdict.FAIL:
        return f"the check says fail ({found.words}): why does it not apply?"
    return ""


def undo(run: Run, item: str) -> list[Draft]:
    """Take back what a person decided about an item. Raises UsageError."""
    _open(run)
    record = _known(run, item)
    if record.mark is None:
        raise UsageError(f"nobody has marked {item}")
    taken_back = {"item": item, "retracts": record.mark.entry}
    return [_draft(run, "item.unmarked", taken_back, None), *opened_by(record, drill=run.drill)]


def note(run: Run, text: str, item: str = "", *, spent_s: float | None = None) -> list[Draft]:
    """Write something down, about an item or about the run; a signed run too takes notes."""
    if item:
        _known(run, item)
    if not text.strip():
        raise UsageError("an empty note says nothing")
    fields = {"item": item, "note": text.strip()} if item else {"note": text.strip()}
    return [_draft(run, "item.noted", fields, spent_s)]


def clear(run: Run, item: str, text: str, *, spent_s: float | None = None) -> list[Draft]:
    """Say that a failure is dealt with, so that it is carried no further. Raises UsageError."""
    _open(run)
    record = _known(run, item)
    if record.carried is None and record.state is not ItemState.FAILED:
        raise UsageError(f"nothing is carried with {item}, and it has not failed")
    if not text.strip():
        raise UsageError(f"how was {item} dealt with?", "say it in a note")
    cleared = _draft(run, "item.cleared", {"item": item, "note": text.strip()}, spent_s)
    return [cleared, *closed_by(record, text, drill=run.drill)]


def sign(run: Run, text: str = "", *, spent_s: float | None = None) -> list[Draft]:
    """Close a run. Raises UsageError while an item still needs somebody."""
    _open(run)
    if run.open:
        need = "1 item still needs" if len(run.open) == 1 else f"{len(run.open)} items still need"
        raise UsageError(f"{need} you: {', '.join(run.open)}")
    fields: dict[str, Any] = {
        "verdict": run.verdict.value,
        "worked_s": round(run.worked + (spent_s or 0.0), 1),
    }
    if text.strip():
        fields["note"] = text.strip()
    return [_draft(run, "run.signed", fields, spent_s)]


def _draft(run: Run, kind: str, fields: dict[str, Any], spent_s: float | None) -> Draft:
    spent = {} if spent_s is None else {"spent_s": round(spent_s, 1)}
    return Draft(kind, {"run": run.id, **fields, **spent}, run.day, run.drill)


def _open(run: Run) -> None:
    if run.signed is not None:
        when = run.signed.at.isoformat(timespec="minutes")
        raise UsageError(f"{run.id} was signed by {run.signed.by} at {when}", "start it again, or add a note")


def _known(run: Run, item: str) -> ItemRecord:
    ids = [record.id for record in run.all]
    if item not in ids:
        remedy = did_you_mean(item, ids) or f"there are {', '.join(ids)}"
        raise UsageError(f'no item of {run.id} is called "{safe(item)}"', remedy)
    return run.record(item)


def _verdict(state: ItemState) -> Verdict:
    match state:
        case ItemState.DONE:
            return Verdict.PASS
        case ItemState.FAILED:
            return Verdict.FAIL
    return Verdict.NO_DATA
