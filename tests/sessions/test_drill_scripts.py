"""Every shipped scenario, played by written operators in a terminal where there is no network at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass

import pytest

from data.drills.scenarios.library import load_scenarios
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.canaries import Programs
from tests.no_network import no_network
from tests.sessions.home import ROOT, Home

pytestmark = pytest.mark.pty

SCRIPTS = ROOT / "tests/fixtures/drills"
NAMES = [each.id for each in load_scenarios(load_runbooks(), load_policies()).scenarios]
WAYS = ("ideal", "trail", "nothing", "harm")
_PLAY = re.compile(
    r"^== (?P<scenario>\S+) (?P<way>\w+)$(?P<shown>.*?)"
    r"^== ended with (?P<code>\d+) after (?P<touches>\d+) touches$",
    re.DOTALL | re.MULTILINE,
)
_WORTH = re.compile(r"\(seed 7\): ([\d.]+) of 100")
Played = dict[tuple[str, str], "Play"]
"""Every play, by scenario and way."""
_ENOUGH_S = 1_500.0
"""Seconds for all of them, on a machine that is busy with other tests."""


@dataclass(frozen=True, slots=True)
class Play:
    """What a play looked like, how it ended, and how often anything outside was touched."""

    shown: str
    code: int
    touches: int

    @property
    def worth(self) -> float:
        """Its score."""
        found = _WORTH.search(self.shown)
        assert found, self.shown[-500:]
        return float(found[1])


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """In the place of every program that a shipped procedure would run."""
    names = {step.command[0].text for each in load_runbooks().runbooks for step in each.steps if step.command}
    return Programs(tmp_path_factory.mktemp("programs") / "bin", names)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, programs: Programs) -> Played:
    """All of them, in one terminal."""
    home = Home(tmp_path_factory.mktemp("home"))
    scripts = [SCRIPTS / name / f"{way}.script" for name in NAMES for way in WAYS]
    path = {"PATH": f"{programs.folder}:{os.environ['PATH']}"}
    argv = [sys.executable, "-m", "tests.sessions.drill_plays"]
    with home.open(*scripts, through=no_network(), argv=argv, environ=path, size=(100, 40)) as session:
        assert session.wait_exit(_ENOUGH_S) == 0
        text = session.raw.decode().replace("\r\n", "\n")
    seen = text.rpartition("== on purpose ")[2].split()
    assert {"socket.connect", "subprocess.Popen"} <= set(seen), text[-2000:]
    return {
        (each["scenario"], each["way"]): Play(each["shown"], int(each["code"]), int(each["touches"]))
        for each in _PLAY.finditer(text)
    }


@pytest.mark.parametrize("scenario", NAMES)
def test_the_four_ways_of_a_scenario(played: Played, scenario: str) -> None:
    plays = [played[scenario, way] for way in WAYS]
    assert [(each.code, each.touches) for each in plays] == [(0, 0)] * 4
    assert not any(".script:" in each.shown for each in plays), "a line of a script was refused"
    ideal, trail, nothing, harm = (each.worth for each in plays)
    assert ideal >= 95
    assert 0 < nothing <= 10
    assert nothing < trail < ideal
    assert harm < nothing


def test_no_program_of_any_procedure_was_run(played: Played, programs: Programs) -> None:
    assert sum("nothing was run" in each.shown for each in played.values()) >= 4
    assert programs.runs == []
    for each in programs.folder.iterdir():
        subprocess.run([each.name, "--version"], env={"PATH": str(programs.folder)}, check=True)
    assert len(programs.runs) == len(list(programs.folder.iterdir())) >= 8
