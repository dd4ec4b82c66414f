"""Every shipped scenario, played by written operators on the drill's own stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.drills.library import load_scenarios
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.command_line import CommandLine

SCRIPTS = Path(__file__).parents[1] / "fixtures/drills"
NAMES = [each.id for each in load_scenarios(load_runbooks(), load_policies()).scenarios]
WAYS = ("ideal", "trail", "nothing", "harm")


def worth(line: CommandLine, scenario: str, way: str) -> float:
    """The score of a script, in which every line was obeyed."""
    script = SCRIPTS / scenario / f"{way}.script"
    called = line.call("drill", "run", scenario, "--seed", "7", "--script", str(script), "--json")
    assert (called.code, called.err) == (0, "")
    total: float = called.json["score"]["total"]
    return total


@pytest.mark.parametrize("scenario", NAMES)
def test_the_four_ways_of_a_scenario(tmp_path: Path, scenario: str) -> None:
    line = CommandLine(tmp_path)
    ideal, trail, nothing, harm = (worth(line, scenario, way) for way in WAYS)
    assert ideal >= 95
    assert 0 < nothing <= 10
    assert nothing < trail < ideal
    assert harm < nothing
