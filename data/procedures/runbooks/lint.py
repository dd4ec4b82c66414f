"""What is doubtful about runbooks though their files can be read: pure, in words for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from data.catalogue import Catalogue
from data.config.nearest import did_you_mean
from data.models.checklist import Checklist
from data.models.runbook import Runbook, Step
from data.procedures.runbooks.shelf import Shelf
from data.procedures.runbooks.upkeep import due_on


def lint(
    runbooks: Iterable[Runbook],
    shelf: Shelf,
    checklists: Collection[Checklist],
    known: Catalogue,
    policies: Collection[str],
    today: date,
) -> list[str]:
    """Every doubt about these procedures, with the procedure and the step it concerns.

    `shelf` and `checklists` are all that a link may lead to.
    """
    links = {each.id for each in shelf.runbooks} | {each.id for each in checklists}
    return [
        f"{each.origin}: {each.id}{doubt}"
        for each in runbooks
        for doubt in _of_runbook(each, links, known, policies, today)
    ]


def dead_titles(checklists: Iterable[Checklist], shelf: Shelf) -> list[str]:
    """The items of lists that name a runbook that there is not."""
    titles = sorted({each.title for each in shelf.runbooks})
    return [
        f"{checklist.origin}: {checklist.id}.{item.id}: no runbook has the title"
        f' "{item.runbook}"{_bracketed(did_you_mean(item.runbook, titles))}'
        for checklist in checklists
        for item in checklist.items
        if item.runbook and shelf.titled(item.runbook, checklist.document) is None
    ]


def _of_runbook(
    runbook: Runbook, links: Collection[str], known: Catalogue, policies: Collection[str], today: date
) -> Iterator[str]:
    if runbook.document and runbook.document not in policies:
        yield f': no policy is made from the document "{runbook.document}"'
    if runbook.document and not runbook.section:
        yield ": names its document but no section"
    if not runbook.steps:
        yield ": has no steps"
    due = due_on(runbook.upkeep)
    if due is not None and due < today:
        yield f": was to be reviewed by {due.isoformat()}"
    for id in runbook.related:
        if id not in links:
            yield f': related to "{id}", which there is not{_bracketed(did_you_mean(id, links))}'
    for symptom in runbook.symptoms:
        if symptom.sign is not None:
            yield from (f": {doubt}" for doubt in _of_signal(symptom.sign.signal, known))
    for step in runbook.steps:
        yield from (f".{step.id}: {doubt}" for doubt in _of_step(step, known))


def _of_step(step: Step, known: Catalogue) -> Iterator[str]:
    if not step.owner:
        yield "has no owner"
    if step.box is None:
        yield "has no time box"
    if not (step.command or step.check or step.manual):
        yield "has neither command nor check: say what decides it, or manual = true"
    if step.check is not None:
        yield from _of_signal(step.check.check.signal, known)


def _of_signal(signal: str, known: Catalogue) -> Iterator[str]:
    near = known.nearest(signal) if known.get(signal) is None else None
    if near:
        yield f'the signal {signal} is not known; did you mean "{near}"?'
    elif known.get(signal) is None:
        yield f"the signal {signal} is not known"


def _bracketed(words: str) -> str:
    return f" ({words})" if words else ""
