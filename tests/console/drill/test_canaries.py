"""Where everything outside has a canary in its place, a drill makes none of them sing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.config.channel import CHANNELS
from data.drills.scenarios.library import load_scenarios
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.canaries import SOURCE, Canaries, Programs, canaries
from tests.command_line import CommandLine

SCRIPTS = Path(__file__).parents[2] / "fixtures/drills"
NAMES = [each.id for each in load_scenarios(load_runbooks(), load_policies()).scenarios]
WORDS = tuple(f"--channel={name}" for name in CHANNELS if name != "pagerduty")


@dataclass(frozen=True, slots=True)
class Place:
    """A person's home in which every source, channel and program is a canary."""

    line: CommandLine
    canaries: Canaries
    programs: Programs


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("canaries")
    programs = Programs(folder / "bin", ["till"])
    line = CommandLine(folder, {"PATH": f"{programs.folder}:{os.environ['PATH']}"})
    with canaries() as found:
        line.configure(found.tables(folder, programs.folder / "till"))
        yield Place(line, found, programs)


@pytest.mark.parametrize("scenario", NAMES)
def test_a_drill_touches_nothing(place: Place, scenario: str) -> None:
    before = (list(place.canaries.touched), place.programs.runs)
    script = SCRIPTS / scenario / "ideal.script"
    called = place.line.call("drill", "run", scenario, "--seed", "7", "--script", str(script), "--json")
    assert (called.code, called.err) == (0, "")
    assert called.json["score"]["total"] >= 95
    assert (place.canaries.touched, place.programs.runs) == before


def test_in_earnest_each_of_them_sings(place: Place) -> None:
    before = (len(place.canaries.touched), len(place.programs.runs))
    call = place.line.call
    assert call("check").code == 2
    assert call("incident", "declare", "--severity", "P0", "--title", "x").code == 0
    call("incident", "update", "x", *WORDS, "--audience", "internal", "--yes", "--wait", "1")
    call("incident", "pager", "open", "--yes", "--wait", "1")
    assert set(place.canaries.touched[before[0] :]) == {SOURCE, *CHANNELS}
    assert len(place.programs.runs) == before[1] + 1
