"""``drill run --script``: a written operator plays at exact seconds, and touches nothing outside."""

from __future__ import annotations

import socket
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from console.cli.session import Session
from console.drill.parts import Wanted, drill_parts
from console.drill.scripted import ScriptedPlay
from data.drills.orders.obeyed import is_alone
from data.drills.plays.folders import DrillFolder, drills_in
from data.drills.plays.past import entries_of, orders_in
from data.drills.plays.script import parse_script
from data.drills.scenarios.library import load_scenarios
from data.models.scenario import Scenario
from data.models.score import Score
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.audit import STARTS, TOUCHES, audited
from tests.command_line import CommandLine
from tests.drill_told import told

SCRIPTS = Path(__file__).parents[2] / "fixtures/drills/database-connections"
LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")
SHORT = replace(
    LEAK,
    lasts=2.0,
    troubles=(replace(LEAK.troubles[0], at=1.0), *LEAK.troubles[1:]),
    injects=(replace(LEAK.injects[1], at=1.0, when=None),),
)
"""Two seconds of it, in which something happens."""
SHORTENED = """\
00:01 incident declare --severity P0 --title "nobody can save" --service api
00:01 runbook run unified-database-connections --execute
00:02 runbook step status
00:02 incident update "We are on it." --audience internal --yes
00:02 incident note "the pool fills"
"""
LOOK = """\
00:01 runbook run unified-database-connections --execute
00:01 runbook step status --skip "it is up"
00:01 runbook step variable --skip "it is set"
00:01 runbook step connect --skip "it is up"
00:02 runbook step pool
"""
OWN = """\
[[http]]
name = "shop"
url = "http://127.0.0.1:9/"
[channel.webhook]
url = "http://127.0.0.1:9/hook"
"""


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def run(line: CommandLine, script: Path) -> dict[str, Any]:
    called = line.call(
        "drill", "run", "database-connections", "--seed", "7", "--script", str(script), "--json"
    )
    assert (called.code, called.err) == (0, "")
    document: dict[str, Any] = called.json
    return document


def played(home: Path) -> DrillFolder:
    return drills_in(home / ".local/state/ops-console/drills")[-1]


def test_what_is_done_well_is_worth_nearly_everything(line: CommandLine) -> None:
    document = run(line, SCRIPTS / "ideal.script")
    assert document.keys() >= {"schema", "scenario", "seed", "score", "drill"}
    assert (document["scenario"], document["seed"]) == ("database-connections", 7)
    assert document["score"]["total"] >= 95
    lines = document["score"]["lines"]
    assert all(each.keys() >= {"points", "of", "why", "at"} for each in lines)
    assert lines[0]["at"] == "2026-03-12T03:09:10.000+00:00" and lines[0]["second"] == 250
    assert sum(each["points"] for each in lines) == pytest.approx(document["score"]["total"], abs=0.5)


def test_it_reaches_nobody_and_starts_nothing(line: CommandLine) -> None:
    line.configure(OWN)
    with audited(*TOUCHES, *STARTS) as events:
        run(line, SCRIPTS / "ideal.script")
        assert events == []
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        subprocess.run(["true"], check=True)
        assert {each.partition(" ")[0] for each in events} >= {"socket.connect", "subprocess.Popen"}


def test_nothing_of_the_persons_own_is_written(line: CommandLine) -> None:
    run(line, SCRIPTS / "ideal.script")
    drill = played(line.home).path
    outside = [each for each in line.home.rglob("*") if each.is_file() and drill not in each.parents]
    assert outside == []
    assert all(entry.drill for entry in entries_of(played(line.home)))
    assert line.call("incident", "list", "--json").json["incidents"] == []
    assert is_alone(orders_in(played(line.home)))


def test_a_commands_own_journal_is_the_drills_whatever_it_says(line: CommandLine, tmp_path: Path) -> None:
    script = tmp_path / "own.script"
    own = tmp_path / "own"
    script.write_text(f"01:00 incident declare --severity P1 --title x --log-dir {own}\n", encoding="utf-8")
    run(line, script)
    assert not own.exists()
    assert "incident.declared" in {each.kind for each in entries_of(played(line.home))}


def test_what_is_refused_is_told_with_its_line_and_the_rest_goes_on(
    line: CommandLine, tmp_path: Path
) -> None:
    script = tmp_path / "own.script"
    script.write_text(
        "01:00 incident ack\n01:30 incident dclare\n01:40 log follow\n"
        "02:00 incident declare --severity P0 --title x\n",
        encoding="utf-8",
    )
    called = line.call("drill", "run", "database-connections", "--seed", "7", "--script", str(script))
    assert called.code == 0
    lines = called.err.splitlines()
    assert [each.partition(": ")[0] for each in lines] == [f"{script}:{number}" for number in (1, 2, 3)]
    assert all("refused" in each for each in lines)
    assert "02:00  incident declare" in called.out and " of 100" in called.out


def test_a_broken_script_plays_nothing(line: CommandLine, tmp_path: Path) -> None:
    script = tmp_path / "own.script"
    script.write_text("02:00 incident ack\n31:00 incident note late\n", encoding="utf-8")
    called = line.call("drill", "run", "database-connections", "--script", str(script))
    assert called.code == 65
    assert f"{script}:2: " in called.err and "30:00" in called.err
    assert not (line.home / ".local/state/ops-console/drills").exists()
    assert line.call("drill", "run", "database-connections", "--json").code == 64


def test_steps_are_confirmed_like_this_in_a_drill_only(line: CommandLine) -> None:
    called = line.call("runbook", "step", "status")
    assert called.code == 64
    assert "in a drill only" in called.err and "runbook resume" in called.err


def plays(
    home: Path, scenario: Scenario, script: str, speed: float | None, seed: int = 7
) -> tuple[Score, DrillFolder]:
    """By the script, really waiting where a speed is given."""
    session = Session({"HOME": str(home), "USER": "alice", "TZ": "UTC"})
    drill = drill_parts(session, Wanted(scenario, seed))
    actions = parse_script(script, "a.script", ("incident", "runbook"), scenario.lasts)
    refused: list[str] = []
    try:
        score = ScriptedPlay(drill, session, speed=speed).play(
            actions, lambda outcome: refused.append(outcome.refused)
        )
    finally:
        drill.parts.journal.close(5.0)
    assert not any(refused)
    return score, drill.folder


def test_at_any_speed_the_same_is_recorded_and_it_is_worth_the_same(tmp_path: Path) -> None:
    found = [plays(tmp_path, SHORT, SHORTENED, speed) for speed in (1.0, 1.0, 1.0, 10.0, 10.0, 10.0, None)]
    first = told(entries_of(found[0][1]))
    assert {each[0] for each in first} >= {
        "drill.begun",
        "drill.inject",
        "incident.declared",
        "runbook.checked",
    }
    for score, folder in found[1:]:
        assert score == found[0][0]
        assert told(entries_of(folder)) == first


def test_another_seed_is_another_world(tmp_path: Path) -> None:
    values = set()
    for seed in (7, 7, 8):
        _, folder = plays(tmp_path, SHORT, LOOK, None, seed)
        (checked,) = [each for each in entries_of(folder) if each.kind == "runbook.checked"]
        values.add(checked.fields["evidence"][0]["value"])
    assert len(values) == 2


def test_what_reaches_the_players_is_recorded_at_its_own_second(tmp_path: Path) -> None:
    _, folder = plays(tmp_path, SHORT, "", None)
    (came,) = [each for each in entries_of(folder) if each.kind == "drill.inject"]
    assert (came.at - SHORT.starts).total_seconds() == 1.0
