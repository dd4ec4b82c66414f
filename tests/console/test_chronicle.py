"""What is kept at hand of the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.chronicle import Chronicle
from data.models.entry import Draft
from tests.journal_helpers import NOON, StillTime, opened
from tests.waiting import until


def test_it_keeps_what_runs_are_made_of_and_tells_of_everything(tmp_path: Path) -> None:
    changes: list[None] = []
    with opened(tmp_path) as journal:
        journal.submit(Draft("note", {"note": "before"})).result(60)
        started = journal.submit(Draft("run.started", {"run": "a-2026-11-20"})).result(60)
        chronicle = Chronicle(journal, lambda: changes.append(None))
        chronicle.open()
        heard = len(changes)
        journal.submit(Draft("note", {"note": "after"})).result(60)
        until(lambda: len(changes) > heard)
        assert [entry.id for entry in chronicle.entries] == [started.id]
        back = journal.submit(Draft("item.unmarked", {"retracts": started.id})).result(60)
        until(lambda: [entry.id for entry in chronicle.entries] == [started.id, back.id])
        chronicle.read_back([], datetime(2026, 11, 20, 12, tzinfo=UTC))
        assert len(chronicle.entries) == 2
        chronicle.close()


def declared(id: str) -> Draft:
    fields = {"incident": id, "severity": "P0", "title": f"title of {id}", "policy": "manual"}
    return Draft("incident.declared", fields)


def test_an_open_incident_is_read_back_however_long_ago_it_began(tmp_path: Path) -> None:
    time = StillTime(NOON - timedelta(days=100))
    with opened(tmp_path, time=time) as journal:
        for draft in (
            declared("INC-A"),
            declared("INC-B"),
            Draft("incident.resolved", {"incident": "INC-B"}),
        ):
            journal.submit(draft).result(60)
        for id in ("INC-A", "INC-B"):
            journal.submit(Draft("incident.note", {"incident": id, "note": "long ago"})).result(60)
        time.moment = NOON - timedelta(days=50)
        journal.submit(Draft("incident.note", {"incident": "INC-A", "note": "still"})).result(60)
        time.moment = NOON
        chronicle = Chronicle(journal, lambda: None)
        chronicle.open()
        assert not chronicle.incidents
        chronicle.read_incidents(NOON)
        known = chronicle.incidents
        assert [line.words for line in known["INC-A"].timeline][1:] == ["long ago", "still"]
        assert known["INC-B"].stage.over and known["INC-B"].title == "title of INC-B"
        assert [line.kind for line in known["INC-B"].timeline] == ["declared", "resolved"]
        chronicle.read_incident("INC-B")
        assert [line.kind for line in chronicle.incidents["INC-B"].timeline] == [
            "declared",
            "resolved",
            "note",
        ]
        assert not any(entry.kind.startswith("incident.") for entry in chronicle.entries)
        chronicle.close()


def test_what_incidents_are_made_of_is_heard(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        chronicle = Chronicle(journal, lambda: None)
        chronicle.open()
        journal.submit(declared("INC-A")).result(60)
        journal.submit(Draft("outbox.sent", {"incident": "INC-A", "text": "gone"})).result(60)
        journal.submit(Draft("clock.moved", {"seconds": 3600.0})).result(60)
        until(lambda: len(chronicle.told) == 3)
        assert [line.kind for line in chronicle.incidents["INC-A"].timeline] == ["declared", "outbox.sent"]
        assert "was moved by +3600 s" in chronicle.incidents["INC-A"].doubts[0]
        chronicle.close()
