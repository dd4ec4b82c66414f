"""Folding while entries come says the same as folding all of them at once, and costs little."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.incidents.fold import fold_incidents
from data.incidents.folding import Folding
from data.models.entry import Entry
from tests.data.incidents.scene import HOST, THREE
from tests.own_time import own_time

FILE = Path("2026/2026-11-20.bastion-1.toml")


def entry(number: int, kind: str, *, at: float | None = None, id: str = "INC-1", **fields: object) -> Entry:
    moment = THREE + timedelta(seconds=number if at is None else at)
    told = {"incident": id, **fields} if kind.startswith("incident.") else fields
    day = date(2026, 11, 20)
    return Entry(f"e{number:05}", 1, moment, day, "alice", HOST, kind, False, told, file=FILE, line=number)


KINDS = st.sampled_from(
    [
        "note",
        "acknowledged",
        "severity",
        "resolved",
        "reopened",
        "task",
        "signal",
        "retracts",
        "amends",
        "moved",
    ]
)


@st.composite
def stories(draw: st.DrawFn) -> list[Entry]:
    """Two incidents on one machine, with corrections, and with its clock moved."""
    found = [
        entry(1, "incident.declared", severity="P1", title="one", policy="manual"),
        entry(2, "incident.declared", id="INC-2", severity="P2", title="two", policy="manual"),
    ]
    at = 2.0
    for number, kind in enumerate(draw(st.lists(KINDS, max_size=14)), start=3):
        at += draw(st.sampled_from([0.0, 1.0, 60.0, -30.0]))
        id = draw(st.sampled_from(["INC-1", "INC-2"]))
        target = draw(st.sampled_from(found)).id
        match kind:
            case "moved":
                found.append(entry(number, "clock.moved", at=at, seconds=3600.0))
            case "retracts":
                found.append(entry(number, "note", at=at, retracts=target))
            case "amends":
                found.append(entry(number, "note", at=at, amends=target, note="put right"))
            case "severity":
                found.append(entry(number, "incident.severity", at=at, id=id, severity="P0", reason="worse"))
            case "task":
                found.append(entry(number, "incident.task", at=at, id=id, owner="bo", text="look"))
            case "signal":
                key = draw(st.sampled_from(["a", "b"]))
                found.append(entry(number, "incident.signal", at=at, id=id, key=key, text="fails"))
            case _:
                found.append(entry(number, f"incident.{kind}", at=at, id=id, note="so"))
    return found


@given(stories(), st.integers(0, 1000), st.integers(1, 5))
def test_it_says_the_same_in_whatever_order_entries_come(story: list[Entry], seed: int, heap: int) -> None:
    folding, coming = Folding(), list(story)
    Random(seed).shuffle(coming)
    for start in range(0, len(coming), heap):
        folding.take(coming[start : start + heap])
        folding.take(coming[:2])
    assert list(folding.incidents.items()) == list(fold_incidents(story).items())


@given(stories())
def test_it_says_the_same_at_every_entry_that_comes_in_order(story: list[Entry]) -> None:
    folding = Folding()
    for count, each in enumerate(story, start=1):
        folding.take([each])
        assert list(folding.incidents.items()) == list(fold_incidents(story[:count]).items())


@given(stories())
def test_what_is_known_before_its_place_is_right_once_it_has_one(story: list[Entry]) -> None:
    folding = Folding()
    for each in story:
        folding.take([replace(each, file=None, line=0)])
        folding.take([each])
    assert dict(folding.incidents) == fold_incidents(story)


def test_machines_whose_clocks_ran_back_stand_in_one_order_however_much_is_read() -> None:
    """The declaration alone, with a later entry before it in its file, or one by one as they come."""

    def on(host: str, line: int, at: float, kind: str, id: str = "") -> Entry:
        made = entry(line, kind, at=at, id=id, title=id)
        return replace(made, id=f"{host}-{line}", host=host, file=Path(f"2026/2026-11-20.{host}.toml"))

    late = on("one", 1, 900.0, "incident.note", "INC-0")
    first = on("one", 2, 100.0, "incident.declared", "INC-1")
    second = on("two", 1, 500.0, "incident.declared", "INC-2")
    zero = on("two", 2, 600.0, "incident.declared", "INC-0")
    folding = Folding()
    for each in (second, zero, late, first):
        folding.take([each])
    told = [late, first, second, zero]
    assert list(folding.incidents) == list(fold_incidents(told)) == ["INC-1", "INC-2", "INC-0"]
    assert list(fold_incidents([first, second, zero])) == ["INC-1", "INC-2", "INC-0"]


def test_only_what_has_changed_is_folded_anew() -> None:
    folding = Folding()
    folding.take(
        [
            entry(1, "incident.declared", title="one"),
            entry(2, "incident.declared", id="INC-2", title="two"),
        ]
    )
    before = folding.incidents["INC-1"]
    assert folding.take([entry(3, "incident.note", id="INC-2", note="x")]) == {"INC-2"}
    assert folding.incidents["INC-1"] is before
    assert folding.take([entry(3, "incident.note", id="INC-2", note="x")]) == frozenset()


def test_those_of_drills_are_apart() -> None:
    folding = Folding(drill=True)
    real = entry(1, "incident.declared", title="real")
    folding.take([real, replace(entry(2, "incident.declared", id="INC-2", title="played"), drill=True)])
    assert list(folding.incidents) == ["INC-2"]


@pytest.mark.serial
def test_a_new_entry_costs_little_beside_500_incidents_and_5000_entries_of_one() -> None:
    folding = Folding()
    folding.take([entry(n, "incident.declared", at=-n, id=f"INC-{n}", title="x") for n in range(1, 501)])
    notes = [entry(n, "incident.note", id="INC-500", note=f"number {n}") for n in range(1000, 6000)]
    folding.take(notes)
    spans = []
    for number in range(6000, 6050):
        begun = own_time()
        folding.take([entry(number, "incident.note", id="INC-500", note="one more")])
        spans.append(own_time() - begun)
    assert len(folding.incidents["INC-500"].timeline) == 5051
    assert median(spans) < 0.02
