"""Incidents found without reading everything are those that a fold over everything makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.incidents.finding import entries_of, headed_incidents, incidents_with, whole_incident
from data.incidents.fold import fold_incidents
from data.incidents.times import times_of
from data.journal.drafting import prepare
from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.incident import Incident
from tests.journal_helpers import opened, put

FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)
KINDS = (
    "note",
    "acknowledged",
    "status",
    "role",
    "resolved",
    "closed",
    "reopened",
    "severity",
    "task",
    "action",
)
FIELDS = {
    "status": {"status": "mitigating"},
    "role": {"role": "commander", "who": "bob"},
    "severity": {"severity": "P1", "reason": "wider"},
    "task": {"owner": "bob", "text": "look"},
    "action": {"text": "write it down", "owner": "bob"},
}
BY_HAND = '[[entry]]\nkind = "incident.reopened"\nincident = "INC-2026-11-01-1"\n\n'
"""No time, no seal: it happened when the entry before it did."""


class History:
    """Writes days of two machines as the journal does."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._random = Random(seed)
        self._seals: dict[Path, str] = {}
        self.told: list[Entry] = []
        self.ids: list[str] = []

    def write(self, at: datetime, draft: Draft) -> None:
        host = self._random.choice(("bastion-1", "bastion-2"))
        file = self._root / f"2026/{at.date()}.{host}.toml"
        block, entry = prepare(draft, at=at, by="alice", host=host).sealed(self._seals.get(file, ""))
        self._seals[file] = entry.seal
        self.add(file, block)
        self.told.append(entry)

    def add(self, file: Path, text: str) -> None:
        before = file.read_bytes() if file.exists() else b""
        put(self._root, before + text.encode(), str(file.relative_to(self._root)))

    def live(self, days: int, *, steady: bool) -> None:
        """Days on which incidents begin, go on, end, and are put right later; else clocks are set back."""
        shifts = (0,) if steady else (0, 0, 0, -5)
        for number in range(days):
            at = FIRST + timedelta(days=number)
            id = f"INC-{at.date()}-1"
            self.ids.append(id)
            self.write(
                at, Draft("incident.declared", {"incident": id, "severity": "P0", "title": f"no {number}"})
            )
            for minute in range(1, self._random.randint(2, 9)):
                self.go_on(at + timedelta(minutes=minute + self._random.choice(shifts)))

    def go_on(self, at: datetime) -> None:
        chance = self._random.random()
        id = self._random.choice(self.ids[-3:])
        if chance < 0.1:
            self.write(at, Draft("clock.moved", {"seconds": 60.0}))
        elif chance < 0.25:
            key = self._random.choice(("amends", "retracts"))
            target = self._random.choice(self.told)
            fields = {key: target.id, "note": "put right", "incident": target.get("incident", id)}
            self.write(at, Draft("incident.correction", fields))
        elif chance < 0.35:
            self.write(at, Draft("outbox.sent", {"incident": id, "letter": "a", "channel": "slack"}))
        elif chance < 0.45:
            self.write(at, Draft("item.checked", {"run": "manual-morning", "item": "a"}))
        elif chance < 0.5:
            self.write(at, replace(Draft("incident.note", {"incident": id, "note": "drill"}), drill=True))
        else:
            kind = self._random.choice(KINDS)
            self.write(at, Draft(f"incident.{kind}", {"incident": id, "note": kind, **FIELDS.get(kind, {})}))


def everything(journal: Journal) -> list[Entry]:
    return [entry for day in journal.days() for entry in journal.day(day).entries]


def heads(incidents: Mapping[str, Incident]) -> list[object]:
    return [
        (
            (each.id, each.title, each.severity, each.stage, each.declared, each.resolved),
            (each.acknowledged, each.roles, each.actions, times_of(each)),
        )
        for each in incidents.values()
    ]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), by_hand=st.booleans(), steady=st.booleans())
def test_the_same_as_from_everything(
    tmp_path_factory: pytest.TempPathFactory, seed: int, by_hand: bool, steady: bool
) -> None:
    root = tmp_path_factory.mktemp("journal")
    history = History(root, seed)
    history.live(6, steady=steady)
    if by_hand:
        history.add(root / "2026/2026-11-02.bastion-1.toml", BY_HAND)
        history.add(root / "2026/2026-11-03.bastion-1.toml", "[[entry]]\nkind = 7 of\n\n")
    with opened(root) as journal:
        told = everything(journal)
        for drill in (False, True):
            wanted = fold_incidents(told, drill=drill)
            found = {id: whole_incident(journal, id, drill=drill) for id in history.ids}
            assert {id: each for id, each in found.items() if each} == wanted
        wanted = fold_incidents(told)
        assert list(headed_incidents(journal, drill=False)) == list(wanted)
        if steady and not by_hand:  # else the order of heads can depend on what stands between them
            assert heads(headed_incidents(journal, drill=False)) == heads(wanted)
        for entry in (*told[:: len(told) // 4], *(each for each in told if each.id.startswith("hand-"))):
            ending = entry.id[-12:]
            with_it = {id for id, each in wanted.items() if tells(each, ending)}
            assert {each.id for each in incidents_with(journal, ending, drill=False)} == with_it


def tells(incident: Incident, ending: str) -> bool:
    return any(line.stamp.entry.endswith(ending) for line in incident.timeline)


def test_an_incident_without_a_declaration_is_among_all(tmp_path: Path) -> None:
    history = History(tmp_path, 1)
    history.write(FIRST, Draft("incident.note", {"incident": "INC-LOST", "note": "who declared this?"}))
    with opened(tmp_path) as journal:
        assert list(headed_incidents(journal, drill=False)) == ["INC-LOST"]


@pytest.mark.parametrize("id", ['INC-"q"', "INC-\\b", "INC-ö", ""])
def test_a_name_that_files_spell_otherwise_is_found_as_well(tmp_path: Path, id: str) -> None:
    history = History(tmp_path, 1)
    history.write(FIRST, Draft("incident.declared", {"incident": id, "severity": "P0", "title": "odd"}))
    with opened(tmp_path) as journal:
        assert whole_incident(journal, id, drill=False) == fold_incidents(everything(journal)).get(id)


def test_only_its_own_days_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History(tmp_path, 2)
    for number in range(40):
        at = FIRST - timedelta(days=number)
        id = f"INC-{at.date()}-1"
        history.write(at, Draft("incident.declared", {"incident": id, "severity": "P0", "title": "down"}))
        history.write(at + timedelta(days=1), Draft("incident.resolved", {"incident": id}))
    late = {"incident": "INC-2026-10-20-1", "retracts": history.told[-1].id, "why": "no"}
    history.write(FIRST + timedelta(days=9), Draft("note", {"retracts": history.told[25].id}))
    history.write(FIRST + timedelta(days=10), Draft("incident.correction", late))
    read: list[date] = []
    with opened(tmp_path) as journal:
        read_day = journal.day

        def counted(day: date, last: int | None = None) -> object:
            read.append(day)
            return read_day(day, last)

        monkeypatch.setattr(journal, "day", counted)
        found = whole_incident(journal, "INC-2026-10-20-1", drill=False)
        assert found is not None and found.steps == ()
        assert {f"{day:%m-%d}" for day in read} == {"10-20", "10-21", "11-10", "11-11", "09-24"}
        read.clear()
        assert not entries_of(journal, "INC-2020-01-01-")
        assert not read
