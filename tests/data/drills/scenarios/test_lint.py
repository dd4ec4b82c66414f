"""What is doubtful is told with its line; the template is beyond doubt, and can be played."""

from __future__ import annotations

from pathlib import Path

import pytest

import data.content
from data.catalogue import catalogue
from data.config.problem import Problem
from data.content import shipped
from data.drills.scenarios.beginning import template_text, write_template
from data.drills.scenarios.checking import problems_of
from data.drills.scenarios.library import load_scenarios
from data.drills.scenarios.lint import doubts
from data.errors import ConfigError, UsageError
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.sources import BY_NAME
from tests.data.drills.players import Players

SHELF, POLICIES = load_runbooks(), load_policies()
KINDS = tuple(BY_NAME)


def checked(file: Path) -> list[Problem]:
    return problems_of(file, SHELF, POLICIES, KINDS)


def template(tmp_path: Path) -> Scenario:
    file = write_template("ours", tmp_path)
    return load_scenarios(SHELF, POLICIES, (file,)).get("ours")


def test_the_template_is_sound_and_names_every_kind(tmp_path: Path) -> None:
    scenario = template(tmp_path)
    assert checked(tmp_path / "ours.toml") == []
    assert scenario.title and "NAME" not in template_text("ours")
    assert {each.kind for each in scenario.injects} >= {"deployment", "message", "alert", "vendor"}


def test_the_template_can_be_played(tmp_path: Path) -> None:
    scenario = template(tmp_path)
    players = Players(scenario)
    players.declares(230, "P2", situation="performance-degradation")
    players.does(235, "incident.acknowledged")
    players.does(240, "incident.update", audience="internal", text="we are on it")
    players.does(250, "incident.note", note="since the report was switched on")
    players.works(300, "manual-performance", "resources", "slow", "disable")
    players.does(700, "incident.resolved")
    players.does(900, "incident.met", clock="report")
    assert players.score().total >= 95
    harmful = Players(scenario)
    harmful.works(300, "manual-system-down", "restart")
    assert harmful.score().total < Players(scenario).score().total <= 10


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    write_template("ours", tmp_path)
    with pytest.raises(ConfigError, match="left alone"):
        write_template("ours", tmp_path)
    with pytest.raises(UsageError, match="no id"):
        write_template("../ours", tmp_path)
    with pytest.raises(ConfigError, match="cannot be written"):
        write_template("ours", tmp_path / "nowhere")


@pytest.mark.parametrize(("name", "content"), shipped("scenarios"), ids=lambda each: str(each)[:30])
def test_the_shipped_ones_are_beyond_doubt(name: str, content: dict[str, str]) -> None:
    scenario = load_scenarios(SHELF, POLICIES).get(content["id"])
    assert doubts(scenario, catalogue(), POLICIES.get(scenario.policy), KINDS) == []


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ('"shop.queue", unit = "count"', '"shop.queue"', "is not known"),
        ('"shop.queue", unit = "count"', '"shop.queue"', 'unit = "count"'),
        ('kind = "postgres"', 'kind = "postgre"', 'the nearest known one is "postgres"'),
        ("to = 99", "to = 990", "lies above 100"),
        ("to = 6000", "to = -6", "lies below 0"),
        ("# [marks]\n# detect = 20", "[marks]\ndetect = 20\nmitigate = 90", "add up to 110"),
        ('id = "ours"', 'id = "quiet-day"', "is already a scenario of"),
        ('"db.up", base = 1', '"db.upp", base = 1', 'did you mean "db.up"'),
        ("base = 40, noise = 1.5", "base = 91", "fails before anything is wrong"),
        ('cures = ["report", "refused"]', 'cures = ["refused"]', "nothing cures it"),
        ('begins = ["signed-out"]', "", "never begins"),
        ('must = "> 80"', 'must = "> 99.9"', "never comes"),
        ('severities = ["P0", "P2"]', "", "grade it rightly"),
        ('procedure = "manual-performance"', "", "no runbook is the right one"),
        ('procedure = "manual-performance"', 'procedure = "unified-performance"', "cures anything"),
    ],
)
def test_a_doubt_is_told_with_its_line(tmp_path: Path, good: str, bad: str, words: str) -> None:
    text = template_text("ours")
    assert text.count(good) == 1
    file = tmp_path / "ours.toml"
    file.write_text(text.replace(good, bad), encoding="utf-8")
    found = checked(file)
    assert any(words in f"{each.message} ({each.remedy})" for each in found), found
    assert all(each.line and each.remedy for each in found)


def test_whatever_line_is_missing_there_is_a_place_and_no_crash(tmp_path: Path) -> None:
    lines, file = template_text("ours").splitlines(), tmp_path / "ours.toml"
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            file.write_text("\n".join([*lines[:number], *lines[number + 1 :]]), encoding="utf-8")
            assert all(each.line and each.message for each in checked(file))


@pytest.mark.parametrize("name", [name for name, _ in shipped("scenarios")])
def test_a_shipped_one_is_not_in_its_own_way(name: str) -> None:
    """As it is checked where it lies."""
    assert checked(Path(data.content.__file__).parent / "scenarios" / name) == []


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="drill new"):
        checked(tmp_path / "none.toml")
