"""What is kept at hand of the journal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from console.chronicle import Chronicle
from data.models.entry import Draft
from tests.journal_helpers import opened
from tests.waiting import until


def test_it_keeps_what_runs_are_made_of_and_tells_of_everything(tmp_path: Path) -> None:
    changes: list[None] = []
    with opened(tmp_path) as journal:
        journal.submit(Draft("note", {"note": "before"})).result(5)
        started = journal.submit(Draft("run.started", {"run": "a-2026-11-20"})).result(5)
        chronicle = Chronicle(journal, lambda: changes.append(None))
        chronicle.open()
        heard = len(changes)
        journal.submit(Draft("note", {"note": "after"})).result(5)
        until(lambda: len(changes) > heard)
        assert [entry.id for entry in chronicle.entries] == [started.id]
        back = journal.submit(Draft("item.unmarked", {"retracts": started.id})).result(5)
        until(lambda: [entry.id for entry in chronicle.entries] == [started.id, back.id])
        chronicle.read_back([], datetime(2026, 11, 20, 12, tzinfo=UTC))
        assert len(chronicle.entries) == 2
        chronicle.close()
