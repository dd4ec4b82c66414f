"""What a drill played stays what it was, whatever becomes of the file that it came from."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.drills.plays.as_played import NAME_IT, as_played, scenario_as_played
from data.drills.plays.folders import DrillFolder, DrillHead, new_drill, scenario_digest
from data.drills.scenarios.grading import by_policy
from data.drills.scenarios.library import Scenarios, load_scenarios
from data.errors import UsageError
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.plays.test_folders import HEAD
from tests.data.drills.scenarios.test_library import GOOD

BOOK = load_policies()


def library(*files: Path) -> Scenarios:
    return load_scenarios(load_runbooks(), BOOK, files)


def nothing() -> Scenarios:
    return Scenarios(())


def head_of(scenario: Scenario) -> DrillHead:
    digest = scenario_digest(scenario)
    return replace(HEAD, scenario=scenario.id, digest=digest, policy=scenario.policy, origin=scenario.origin)


def played(folder: Path, policy: str = "manual", *, text: str | None = None) -> DrillFolder:
    """A drill on a file of one's own that is there no longer."""
    file = folder / "mine.toml"
    file.write_text(GOOD, encoding="utf-8")
    known = library(file)
    scenario = by_policy(known.get("mine"), policy, BOOK)
    file.unlink()
    kept = known.text("mine") if text is None else text
    return new_drill(folder / "drills", head_of(scenario), date(2026, 11, 20), kept)


@pytest.mark.parametrize("policy", ["manual", "skafu"])
def test_a_copy_says_what_was_played(tmp_path: Path, policy: str) -> None:
    drill = played(tmp_path, policy)
    assert stat.S_IMODE(drill.scenario.stat().st_mode) == 0o600
    found = as_played(drill, BOOK, nothing)
    assert found.scenario is not None and not found.doubt
    assert (found.scenario.title, found.scenario.origin) == ("Mine", "mine.toml")
    assert found.scenario.policy == policy


def test_words_beside_the_scenario_are_no_change_of_it(tmp_path: Path) -> None:
    drill = played(tmp_path, text=f"# read again on Monday\n{GOOD}")
    assert as_played(drill, BOOK, nothing).scenario is not None


@pytest.mark.parametrize("id", [each.id for each in library().scenarios])
def test_the_text_of_a_shipped_one_is_the_scenario(tmp_path: Path, id: str) -> None:
    known = library()
    drill = new_drill(tmp_path, head_of(known.get(id)), date(2026, 11, 20), known.text(id))
    assert as_played(drill, BOOK, nothing).scenario == known.get(id)


def test_an_older_drill_without_a_copy_goes_by_the_name(tmp_path: Path) -> None:
    drill = played(tmp_path, text="")
    assert not drill.scenario.exists()
    found = as_played(drill, BOOK, nothing)
    assert (found.scenario, found.doubt, found.remedy) == (None, "", NAME_IT)
    with pytest.raises(UsageError, match=r"its scenario mine is not at hand \(.*--scenario FILE"):
        scenario_as_played(drill, BOOK, nothing)
    file = tmp_path / "mine.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert scenario_as_played(drill, BOOK, lambda: library(file)).id == "mine"
    file.write_text(GOOD.replace("base = 200", "base = 300"), encoding="utf-8")
    with pytest.raises(UsageError, match="mine is not as it was when it was played"):
        scenario_as_played(drill, BOOK, lambda: library(file))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("base = 200", "base = 300"), "scenario.toml is no longer as it was"),
        (GOOD.replace("base = 200", "bass = 200"), "line 12"),
        ("schema = ", "not TOML"),
    ],
)
def test_a_changed_copy_is_told_in_one_line_with_what_helps(tmp_path: Path, text: str, words: str) -> None:
    drill = played(tmp_path, text=text)
    with pytest.raises(UsageError, match=words) as told:
        scenario_as_played(drill, BOOK, nothing)
    said = str(told.value)
    assert str(drill.scenario) in said and "put the text back" in said and "\n" not in said
    file = tmp_path / "mine.toml"
    file.write_text(GOOD, encoding="utf-8")
    found = as_played(drill, BOOK, lambda: library(file))
    assert found.scenario is not None and str(drill.scenario) in found.doubt


def test_a_policy_that_is_gone_is_not_guessed(tmp_path: Path) -> None:
    drill = played(tmp_path)
    with pytest.raises(UsageError, match=r"mine-1 was played by the policy ours, .*\(name its file"):
        scenario_as_played(replace(drill, head=replace(drill.head, policy="ours")), BOOK, nothing)
