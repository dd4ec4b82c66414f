"""From the journal's entries to runs of runbooks; there is no other state of them.

What an entry lacks, or has in a form that nobody understands, counts as absent.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.models.entry import Entry
from data.models.runbook_run import RunbookRun
from data.procedures.fields import text
from data.procedures.sequence import standing
from data.runbook_runs.told import Told
from data.safe import safe

PREFIX = "runbook."
WORDS = (PREFIX.encode(),)
"""What stands in the files of the days that speak of runs."""


def fold_runbook_runs(entries: Iterable[Entry], *, drill: bool = False) -> dict[str, RunbookRun]:
    """Every run that the entries tell of, by id, oldest first; those of drills, or those in earnest."""
    told: dict[str, Told] = {}
    for entry in standing(entries):
        id = safe(text(entry, "run"), 120)
        if not entry.kind.startswith(PREFIX) or not id or entry.drill is not drill:
            continue
        if id not in told:
            told[id] = Told(id, entry)
        told[id].take(entry)
    return {id: run.so_far() for id, run in told.items()}


def fold_runbook_run(id: str, entries: Iterable[Entry], *, drill: bool = False) -> RunbookRun | None:
    """One run, None where the entries know nothing of it."""
    return fold_runbook_runs(entries, drill=drill).get(id)
