"""What checklists say of procedures."""

from __future__ import annotations

from dataclasses import replace

from data.models.checklist import Must
from data.models.reading import Observation
from data.models.runbook import Sign
from data.models.threshold import Comparison
from data.models.verdict import Verdict
from data.procedures.library import load_checklists
from data.procedures.runbooks.pointers import pointed
from data.procedures.runbooks.shelf import load_runbooks
from data.procedures.runbooks.symptoms import first_of_each, matching
from tests.data.procedures.snapshots import fresh, snapshot

BOOKS = pointed(load_runbooks(), load_checklists().checklists)
CONNECTIONS = next(each for each in BOOKS if each.id == "unified-database-connections")


def test_an_item_that_names_a_procedure_is_a_sign_of_it_once() -> None:
    signs = [symptom.sign for symptom in CONNECTIONS.symptoms]
    assert signs.count(Sign("db.connections_pct")) == 1
    assert Sign("db.up", when=Must(Comparison.LT, 1.0)) in signs
    assert len(signs) == len(set(signs))


def test_a_full_pool_leads_to_its_runbook() -> None:
    full = Observation("db.connections_pct", 81.0, "%", judged=Verdict.FAIL)
    found = first_of_each(matching(BOOKS, snapshot(fresh("db main", full))))
    assert [match.runbook.title for match in found] == ["Database connection issues"]


def test_nothing_else_of_a_procedure_changes() -> None:
    shipped = load_runbooks().runbooks
    assert [replace(each, symptoms=()) for each in BOOKS] == [replace(each, symptoms=()) for each in shipped]
