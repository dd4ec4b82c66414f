"""Each row of the five documents' inventory is carried by something that is there, or said to be missing."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from data.catalogue import catalogue
from data.config.channel import CHANNELS
from data.messages.shelf import load_templates
from data.models.runbook import Runbook
from data.policies.book import load_policies
from data.policies.statements import statements
from data.procedures.library import load_checklists
from data.procedures.runbooks.shelf import load_runbooks
from data.sources import KINDS

TRACE = tomllib.loads((Path(__file__).parents[1] / "fixtures/trace/inventory.toml").read_text("utf-8"))
ROWS = {row["id"]: row for row in TRACE["row"]}
MISSING = Counter(each["row"] for each in TRACE["missing"])


def test_every_row_of_the_inventory_is_in_it_once() -> None:
    assert len(ROWS) == len(TRACE["row"])
    counted = Counter(id.partition("-")[0] for id in ROWS)
    assert counted == {"s0": 24, "s1": 24, "s2": 19, "s3": 14, "s4": 21, "c": 24}


def test_a_row_that_nothing_carries_is_said_to_be_missing() -> None:
    assert [id for id, row in ROWS.items() if not row["by"]] == []
    assert set(MISSING) <= set(ROWS)


def test_what_is_missing_is_counted_and_has_its_reason() -> None:
    assert MISSING == {
        "s0-contacts": 1,
        "s1-providers": 1,
        "s3-tools": 1,
        "s4-routing": 1,
    }
    assert all(len(each["why"]) > 20 and each["what"] for each in TRACE["missing"])


@pytest.mark.parametrize("id", ROWS)
def test_what_a_row_names_is_there(id: str) -> None:
    assert [each for each in ROWS[id]["by"] if not carried(each)] == []


@pytest.mark.parametrize(
    "name",
    [
        "checklist:manual-morning=7",
        "checklist:nobody=1",
        "runbook:nobody",
        "runbook:skafu-point-in-time=5",
        "policy:skafu/threshold/api.p96_ms",
        "review:nobody",
        "source:nobody",
        "board:nobody",
        "report:nobody",
        "signal:no.body",
        "field:nobody",
        "message:nobody",
        "channel:nobody",
        "nobody:skafu",
    ],
)
def test_what_is_not_there_carries_nothing(name: str) -> None:
    assert not carried(name)


def test_no_procedure_is_there_that_no_row_asks_for() -> None:
    named = {each.partition("=")[0] for row in ROWS.values() for each in row["by"]}
    assert {f"checklist:{each.id}" for each in load_checklists().checklists} <= named
    assert {f"runbook:{each.id}" for each in load_runbooks().runbooks} <= named


def carried(name: str) -> bool:
    kind, _, what = name.partition(":")
    known = _KNOWN.get(kind)
    return known is not None and known(what)


def _procedure(what: str, lengths: dict[str, int]) -> bool:
    id, _, count = what.partition("=")
    return id in lengths and (not count or lengths[id] == int(count))


def _checklist(what: str) -> bool:
    return _procedure(what, {each.id: len(each.items) for each in load_checklists().checklists})


def _runbook(what: str) -> bool:
    return _procedure(what, {each.id: len(each.steps) for each in load_runbooks().runbooks})


@cache
def _said() -> frozenset[str]:
    return frozenset(
        f"{policy.id}/{each.kind}/{each.subject}"
        for policy in load_policies().policies
        for each in statements(policy)
    )


def _reviewed(id: str) -> bool:
    found = next((each for each in load_policies().policies if each.id == id), None)
    return found is not None and bool(found.review.note or found.review.updated)


_KNOWN: dict[str, Callable[[str], bool]] = {
    "checklist": _checklist,
    "runbook": _runbook,
    "policy": lambda what: what in _said(),
    "review": _reviewed,
    "source": lambda what: what in {kind.name for kind in KINDS},
    "board": lambda what: find_spec(f"data.boards.{what}") is not None,
    "report": lambda what: find_spec(f"data.reports.{what}") is not None,
    "signal": lambda what: catalogue().get(what) is not None,
    "message": lambda what: what in {each.id for each in load_templates().all},
    "channel": lambda what: what in CHANNELS,
    "field": lambda what: what in {each.name for each in fields(Runbook)},
}
