"""What checklists add to procedures: the failure of an item that names one is a sign of it, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from data.models.checklist import Checklist, Item, Must, SignalCheck
from data.models.runbook import Runbook, Sign, Symptom
from data.models.threshold import Comparison
from data.procedures.runbooks.shelf import Shelf

_BROKEN = {
    Comparison.LT: Comparison.GE,
    Comparison.LE: Comparison.GT,
    Comparison.GT: Comparison.LE,
    Comparison.GE: Comparison.LT,
}


def pointed(shelf: Shelf, checklists: Iterable[Checklist]) -> tuple[Runbook, ...]:
    """The procedures, each also with the signs of the items that name it; a sign is there once."""
    found = [
        (runbook.id, symptom)
        for checklist in checklists
        for item in checklist.items
        if item.runbook and (runbook := shelf.titled(item.runbook, checklist.document)) is not None
        for symptom in _symptoms(item)
    ]
    return tuple(
        _with(runbook, [each for id, each in found if id == runbook.id]) for runbook in shelf.runbooks
    )


def _with(runbook: Runbook, more: Iterable[Symptom]) -> Runbook:
    symptoms = list(runbook.symptoms)
    for symptom in more:
        if symptom.sign not in [each.sign for each in symptoms]:
            symptoms.append(symptom)
    return replace(runbook, symptoms=tuple(symptoms))


def _symptoms(item: Item) -> Iterator[Symptom]:
    for check in item.checks:
        if isinstance(check, SignalCheck):
            when = Must(_BROKEN[check.must.comparison], check.must.number) if check.must else None
            yield Symptom(f"Not so: {item.title}", Sign(check.signal, check.labels, when))
