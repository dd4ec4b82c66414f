from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ConfigError, UsageError
from data.models.checklist import Must, SignalCheck
from data.models.runbook import Kind, Sign, StepCheck, Style
from data.models.threshold import Comparison
from data.procedures.library import load_checklists
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.procedures.runbooks.own import OWN, own_file


def test_a_teams_own_runbook_is_read_in_the_shipped_format(tmp_path: Path) -> None:
    runbook = load_runbooks([own_file(tmp_path)]).get("shop-till")
    assert (runbook.kind, runbook.style) == (Kind.RUNBOOK, Style.CHALLENGE_RESPONSE)
    assert runbook.origin == "own.toml"
    assert runbook.symptoms[1].sign == Sign("db.locks_waiting", (("at", "eu"),), Must(Comparison.GT, 3))
    look, reset, works, write = runbook.steps
    assert (look.owner, look.box, look.manual) == ("Cashier", 300, True)
    assert (reset.owner, reset.box, reset.changes) == ("Manager", 30, True)
    assert [str(word) for word in reset.command] == ["till", "--id={id:till}"]
    assert works.check == StepCheck(SignalCheck("db.up", must=Must(Comparison.GE, 1)), 10, 6, "look")
    assert (write.box, write.detail) == (3600, "In the book.")
    assert runbook.step("works") is works and runbook.step("none") is None


def test_one_file_may_hold_lists_and_runbooks(tmp_path: Path) -> None:
    both = (
        OWN
        + """
[[checklist]]
id = "shop-evening"
title = "Closing"
recurs = { every = "day" }
[[checklist.group]]
title = "Till"
items = [{ id = "till", title = "Till is shut", runbook = "Till does not open" }]
"""
    )
    file = own_file(tmp_path, both)
    assert load_runbooks([file]).get("shop-till").title == "Till does not open"
    assert load_checklists([file]).get("shop-evening").items[0].runbook == "Till does not open"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'purpose = "The',
            'porpose = "The',
            'runbook[1].porpose: unknown key (the nearest known one is "purpose")',
        ),
        ('kind = "runbook"', 'kind = "cookbook"', "runbook[1].kind: must be"),
        ('must = ">= 1"', 'must = "= 1"', 'states what must hold, as in "< 80"'),
        ('when = "> 3"', 'when = "many"', 'states what must hold, as in "< 80"'),
        ('abort = "look"', 'abort = "lok"', 'there is no such step (the nearest known one is "look")'),
        ('id = "works"', 'id = "look"', "this id is taken already"),
        ('"--id={id:till}"', "\"--id='{id:till}'\"", "nothing may follow it"),
        ('["till", "--id={id:till}"]', '["ssh", "till", "{id:till}"]', "read a second time"),
        ('title = "Reset it"', 'title = "Reset it"\nmanual = true', "is either manual or has a command"),
        ('until = "5m"', 'until = "5m"\nbegins = "6m"', "until comes after begins"),
        ('"till", "--id', r'"till\u001b[2J", "--id', "one visible line of at most 500"),
        ('"till", "--id', f'"{"x" * 501}", "--id', "one visible line of at most 500"),
        ('box = "1h"', 'box = "soon"', "a duration looks like"),
        ('id = "shop-till"', 'id = "skafu-incident"', "already a runbook of skafu-incidents.toml"),
        ("schema = 1", "schema = 2", "schema"),
    ],
)
def test_each_mistake_is_refused_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in OWN
    with pytest.raises(ConfigError, match=r"own\.toml: line \d+: ") as caught:
        load_runbooks([own_file(tmp_path, OWN.replace(old, new))])
    assert told in str(caught.value)


def test_the_same_id_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    second = OWN[OWN.index("[[runbook]]") :]
    with pytest.raises(ConfigError, match=r"runbook\[2\]\.id: this id is taken already"):
        load_runbooks([own_file(tmp_path, OWN + second)])


def test_a_missing_file_and_an_unknown_runbook_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_runbooks([tmp_path / "none.toml"])
    with pytest.raises(UsageError, match="unified-error-rate"):
        load_runbooks().get("unified-error-rat")


def test_a_title_finds_a_teams_own_first_then_the_same_documents(tmp_path: Path) -> None:
    shelf = load_runbooks()
    titles = {"manual": "manual-performance", "unified": "unified-performance", "": "manual-performance"}
    for document, id in titles.items():
        found = shelf.titled("performance degradation", document)
        assert found is not None and found.id == id
    assert shelf.titled("No such thing") is None
    own = load_runbooks([own_file(tmp_path, OWN.replace("Till does not open", "Performance degradation"))])
    found = own.titled("Performance degradation", "manual")
    assert found is not None and found.id == "shop-till"
