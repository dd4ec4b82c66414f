"""What must hold after a step, held against live readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from data.journal.evidence import evidence_table
from data.models.checklist import Checklist, Every, Item, Recurrence
from data.models.entry import Draft
from data.models.runbook import Runbook, Step
from data.models.runbook_run import RunbookRun
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.policies.book import PolicyBook
from data.procedures.finding import Finding
from data.procedures.self_check import self_check
from data.procedures.standard import Standard
from data.runbook_runs.course import settles
from data.runbook_runs.intents import entry_fields

_TRIES_KEPT = 20
"""So many attempts are told one by one in the entry, the last ones."""


def standard_of(runbook: Runbook, book: PolicyBook, *, configured: str, chosen: str = "") -> Standard:
    """Whose numbers decide: the policy asked for, the one of the runbook's document, the console's."""
    own = runbook.document if runbook.document in book.ids else ""
    named = [id for id in (chosen, own, configured) if id]
    return Standard(tuple(book.get(id) for id in dict.fromkeys(named)))


def look(step: Step, runbook: Runbook, snapshot: Snapshot, standard: Standard, since: float) -> Finding:
    """What readings say that were taken after `since` (steady seconds); without any it is no data."""
    if step.check is None:
        return Finding(Verdict.NO_DATA, "nothing is checked here")
    item = Item(step.id, step.title, (step.check.check,))
    never = Recurrence(Every.ON_DEMAND)
    around = Checklist(runbook.id, runbook.title, runbook.document, runbook.section, never, ())
    found = self_check(item, around, only_since(snapshot, since), standard)
    return found or Finding(Verdict.NO_DATA, "nothing is checked here")


def only_since(snapshot: Snapshot, since: float) -> Snapshot:
    """The snapshot as if whatever was found out before `since` were not known: it says nothing about now."""
    return replace(snapshot, sources=tuple(_since(source, since) for source in snapshot.sources))


def checked(run: RunbookRun, runbook: Runbook, step: Step, findings: Iterable[Finding]) -> list[Draft]:
    """The entry of a check: the last finding decides, each attempt is told."""
    tried = list(findings)
    last = tried[-1]
    fields: dict[str, Any] = {
        "step": step.id,
        "title": step.title,
        "verdict": last.verdict.value,
        "words": last.words,
        "attempts": len(tried),
        "settles": settles(runbook, step, checked=True),
        "evidence": [evidence_table(each) for each in last.evidence],
    }
    if len(tried) > 1:
        fields["tries"] = [f"{each.verdict.value}: {each.words}" for each in tried[-_TRIES_KEPT:]]
    return [Draft("runbook.checked", {**entry_fields(run), **fields}, drill=run.drill)]


def _since(source: SourceState, since: float) -> SourceState:
    if source.phase is not Phase.FRESH:
        return source
    if source.answered_elapsed is None or source.answered_elapsed < since:
        return replace(source, phase=Phase.LOADING, readings=(), verdict=Verdict.NO_DATA)
    return source
