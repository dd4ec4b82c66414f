from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.catalogue import catalogue
from data.models.checklist import Every
from data.models.runbook import Upkeep
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.procedures.runbooks.lint import dead_titles, lint
from data.procedures.runbooks.shelf import load_runbooks
from data.procedures.runbooks.upkeep import due_on
from tests.data.procedures.runbooks.own import OWN, own_file


def doubts(folder: Path, text: str, today: date = date(2026, 2, 28)) -> list[str]:
    shelf = load_runbooks([own_file(folder, text)])
    lists, policies = load_checklists().checklists, load_policies().ids
    return lint(shelf.runbooks[-1:], shelf, lists, catalogue(), policies, today)


def test_nothing_is_doubtful_about_a_whole_one_until_its_review_is_past(tmp_path: Path) -> None:
    assert doubts(tmp_path, OWN) == []
    assert doubts(tmp_path, OWN, date(2026, 3, 1)) == [
        "own.toml: shop-till: was to be reviewed by 2026-02-28"
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('owner = "Cashier"', "", [".look: has no owner", ".works: has no owner", ".write: has no owner"]),
        ('box = "1h"', "", [".write: has no time box"]),
        (
            'title = "Look at it"\nmanual = true',
            'title = "Look at it"',
            [".look: has neither command nor check"],
        ),
        ('"skafu-incident"', '"skafu-incidnt"', [': related to "skafu-incidnt", which there is not']),
        ('"db.up"', '"db.upp"', ['.works: the signal db.upp is not known; did you mean "db.up"?']),
        ('"db.locks_waiting"', '"db.lock_waiting"', ['did you mean "db.locks_waiting"?']),
        ('"db.locks_waiting"', '"zzz"', [": the signal zzz is not known"]),
        ('kind = "runbook"', 'kind = "runbook"\ndocument = "skafoo"', ['"skafoo"', "but no section"]),
    ],
)
def test_each_doubt_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    assert old in OWN
    found = doubts(tmp_path, OWN.replace(old, new))
    assert len(found) == len(told)
    for doubt, words in zip(found, told, strict=True):
        assert doubt.startswith("own.toml: shop-till") and words in doubt


def test_a_list_that_names_no_runbook_there_is_is_told(tmp_path: Path) -> None:
    file = tmp_path / "lists.toml"
    file.write_text(
        'schema = 1\n[[checklist]]\nid = "shop"\ntitle = "Shop"\nrecurs = { every = "day" }\n'
        '[[checklist.group]]\ntitle = "Till"\n'
        'items = [{ id = "till", title = "Till", runbook = "High eror rate" }]\n'
    )
    file.chmod(0o600)
    [told] = dead_titles(load_checklists([file]).checklists[-1:], load_runbooks())
    assert told.startswith('lists.toml: shop.till: no runbook has the title "High eror rate"')
    assert "High error rate" in told


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        (Every.MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (Every.QUARTER, date(2026, 11, 21), date(2027, 2, 21)),
        (Every.QUARTER, date(2026, 9, 30), date(2026, 12, 30)),
        (Every.YEAR, date(2024, 2, 29), date(2025, 2, 28)),
        (Every.WEEK, date(2026, 12, 28), date(2027, 1, 4)),
        (Every.ON_DEMAND, date(2026, 12, 28), None),
        (None, date(2026, 12, 28), None),
        (Every.MONTH, None, None),
    ],
)
def test_a_review_is_due_after_its_span(every: Every | None, last: date | None, due: date | None) -> None:
    assert due_on(Upkeep(every, last)) == due
