"""Findings by severity and age, and what came and went since the last look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.boards.findings import severity_of
from data.boards.looked import LOOKED_AT, changes, changes_words, seen_in, taken_in
from data.boards.outlook import Outlook
from data.boards.security import security_board
from data.boards.things import by_kind
from data.models.board import Board
from data.models.failure import FailureKind
from data.models.item import Item
from data.models.look import Look
from data.models.reading import Observation
from data.models.verdict import Verdict
from tests.data.boards.looks import Scene
from tests.fakes import START

FEEDS = frozenset({"aws.guardduty_findings", "aws.securityhub_findings"})


def finding(id: str, severity: str = "high", days: float = 1.0, title: str = "") -> Item:
    verdict = Verdict.FAIL if severity in ("critical", "high") else Verdict.WARN
    began = START - timedelta(days=days)
    return Item("finding", id, title or f"finding {id}", verdict, severity, "open", began, "eu-west-1")


def scene(*items: Item, count: float | None = None) -> Scene:
    made = Scene(("prod", FEEDS))
    number = float(len(items)) if count is None else count
    return made.lists("prod", items, Observation("aws.guardduty_findings", number, "count"))


def board(made: Scene, look: Look | None = None) -> Board:
    outlook = replace(made.outlook, look=look) if look else made.outlook
    return security_board(made.snapshot, outlook)


def panel_keys(shown: Board, id: str) -> list[str]:
    return [fact.name for panel in shown.panels if panel.id == id for fact in panel.facts]


def looked(made: Scene, hours: float = 15.0) -> Look:
    return Look(made.clock.now() - timedelta(hours=hours), seen_in(made.snapshot))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("CRITICAL", "critical"),
        ("Moderate", "medium"),
        ("8.5", "high"),
        ("4", "medium"),
        ("9.0", "critical"),
        ("INFORMATIONAL", "other"),
        ("", "other"),
        ("-3", "other"),
    ],
)
def test_the_sources_words_and_numbers_become_one_scale(told: str, expected: str) -> None:
    made = scene(replace(finding("1"), severity=told))
    assert severity_of(by_kind(made.snapshot)["finding"][0]) == expected


def test_findings_are_counted_by_severity_with_the_age_of_the_oldest() -> None:
    shown = board(
        scene(finding("1", "critical", 12), finding("2", days=3), finding("3", days=5), finding("4", "low"))
    )
    bars = next(panel for panel in shown.panels if panel.id == "severities")
    assert [(fact.name.split()[0], fact.value) for fact in bars.facts] == [
        ("critical", 1),
        ("high", 2),
        ("low", 1),
    ]
    assert bars.facts[1].since == START - timedelta(days=5)
    assert "oldest 15 Nov" in bars.facts[1].words
    assert shown.verdict is Verdict.FAIL
    assert shown.sentence[0].startswith("1 critical, 2 high, 1 lesser findings open, oldest 8 Nov: finding 1")


def test_the_first_look_says_so_and_calls_nothing_new() -> None:
    shown = board(scene(finding("1")))
    assert "first look" in shown.sentence[0]
    assert not any(fact.words.startswith("new") for panel in shown.panels for fact in panel.facts)


def test_what_came_and_what_went_is_told_by_name() -> None:
    before = looked(scene(finding("1"), finding("2", title="root has no second factor")))
    shown = board(scene(finding("1"), finding("3", "critical")), before)
    assert panel_keys(shown, "changes") == ["finding 3", "root has no second factor"]
    assert "1 new, 1 fixed since the last look." in shown.sentence[0]
    assert next(each for each in shown.panels if each.id == "changes").note == "last look Thu 19 Nov 18:02"
    new = shown.fact("prod:finding:3")
    assert new is not None and new.words == "new since the last look"


def test_a_source_that_does_not_answer_has_fixed_nothing() -> None:
    before = looked(scene(finding("1"), finding("2")))
    made = scene(finding("1")).fails("prod")
    found = changes(made.snapshot, replace(made.outlook, look=before))
    assert found.fixed == ()


def test_what_left_a_list_that_is_cut_is_not_called_fixed() -> None:
    before = looked(scene(finding("1"), finding("2")))
    made = scene(finding("1"), count=900)
    outlook = replace(made.outlook, look=before)
    found = changes(made.snapshot, outlook)
    assert found.fixed == () and found.unsure
    assert "what else is fixed cannot be told" in changes_words(found)
    listed = next(panel for panel in board(made, before).panels if panel.id == "findings")
    assert listed.total == 900


def test_a_source_that_is_gone_from_the_configuration_has_fixed_nothing() -> None:
    before = Look(START, {"old account\nfinding\n1": "finding 1"})
    found = changes(scene().snapshot, replace(scene().outlook, look=before))
    assert found.fixed == ()


def test_an_empty_account_is_quiet_and_passes() -> None:
    made = scene()
    shown = board(made, looked(made))
    assert shown.verdict is Verdict.PASS
    assert "nothing new and nothing fixed since the last look" in shown.sentence[0]
    assert panel_keys(shown, "severities") == ["none open"]


@pytest.mark.parametrize("kind", [FailureKind.RIGHTS, FailureKind.CONNECT])
def test_findings_that_cannot_be_read_are_never_none(kind: FailureKind) -> None:
    made = scene(finding("1")).fails("prod", kind)
    shown = board(made, looked(made))
    assert shown.verdict is Verdict.ERROR
    assert "Cannot be seen" in shown.sentence[0] and "mend it" in shown.sentence[0]
    assert shown.sentence[1].startswith("Last known: 1 high finding open")
    assert {fact.verdict for panel in shown.panels if panel.id == "findings" for fact in panel.facts} == {
        Verdict.ERROR
    }


def test_a_look_takes_in_what_can_be_new() -> None:
    things = [Item(kind, "1", kind, Verdict.FAIL) for kind in (*LOOKED_AT, "machine")]
    seen = seen_in(scene(*things).snapshot)
    assert sorted(seen.values()) == sorted(LOOKED_AT)


def test_a_look_while_a_source_is_silent_forgets_nothing_of_it() -> None:
    before = looked(scene(finding("1"), finding("2")))
    assert taken_in(before, Scene(("prod", FEEDS)).snapshot) is None, "nothing has been seen yet"
    early = scene().says("prod", Observation("aws.cloudtrail_valid", 1.0, "bool"))
    assert taken_in(before, early.snapshot) is None, "the findings are still to come"
    two = Scene(("prod", FEEDS), ("other", FEEDS))
    two.lists("other", [finding("9")], Observation("aws.guardduty_findings", 1.0, "count")).fails("prod")
    seen = taken_in(before, two.snapshot)
    assert seen is not None and sorted(seen.values()) == ["finding 1", "finding 2", "finding 9"]
    again = taken_in(before, scene(finding("2")).snapshot)
    assert again is not None and list(again.values()) == ["finding 2"]


def test_keys_are_unique_though_a_finding_stands_in_several_panels() -> None:
    before = looked(scene(finding("2")))
    keys = [
        fact.key for panel in board(scene(finding("1"), finding("3")), before).panels for fact in panel.facts
    ]
    assert len(keys) == len(set(keys))


def test_an_outlook_without_a_look_is_the_first() -> None:
    made = scene(finding("1"))
    assert changes(made.snapshot, Outlook(made.policy, made.outlook.zone)).at is None
