"""``ops-console drill`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.drills.drill_choosing import numbered, of_number
from data.drills.scenarios.library import load_scenarios
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.command_line import CommandLine


def test_the_list_has_every_scenario_with_its_minutes(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    listed = line.call("drill", "list", "--json")
    assert listed.code == 0
    found = {each["id"]: each for each in listed.json}
    assert found["database-connections"] == {
        "id": "database-connections",
        "title": "The database runs out of connections",
        "minutes": 30,
    }
    told = line.call("drill", "list")
    assert told.code == 0 and len(told.out.splitlines()) == len(found)
    assert "30 min  The database runs out of connections" in told.out
    assert not (tmp_path / ".local").exists()


def test_what_there_is_not_is_told_with_the_nearest(tmp_path: Path) -> None:
    called = CommandLine(tmp_path).call("drill", "run", "database-conections")
    assert called.code == 64 and "database-connections" in called.err


@pytest.mark.parametrize("order", ["run", "deal"])
def test_a_number_of_the_question_is_answered_with_the_name_that_it_stands_for(
    tmp_path: Path, order: str
) -> None:
    called = CommandLine(tmp_path).call("drill", order, "1")
    assert called.code == 64 and 'write "database-connections"' in called.err


@pytest.mark.parametrize("words", ["0", "13", "9" * 5000, "٣" * 9, "1.0", ""])
def test_what_is_the_number_of_no_scenario_is_none(words: str) -> None:
    found = numbered(load_scenarios(load_runbooks(), load_policies()))
    assert of_number(found, words) is None


def test_a_file_of_ones_own_is_read_with_care(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('schema = 1\nid = "mine"\n', encoding="utf-8")
    called = CommandLine(tmp_path).call("drill", "run", str(file))
    assert called.code in (65, 78) and "mine.toml" in called.err
    missing = CommandLine(tmp_path).call("drill", "run", str(tmp_path / "none.toml"))
    assert missing.code != 0 and "none.toml" in missing.err


def test_without_a_terminal_it_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    called = CommandLine(tmp_path).call("drill", "run", "database-connections")
    assert called.code == 64 and "terminal" in called.err
    assert not (tmp_path / ".local").exists()
