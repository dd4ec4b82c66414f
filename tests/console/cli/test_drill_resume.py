"""``drill resume``, and what is said of drills that were left half-way."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from console.cli.drills.drill_choosing import choose
from console.cli.drills.drill_resume import left_lines
from console.cli.session import Session
from console.drill.parts import Wanted, drill_parts
from console.drill.scripted import ScriptedPlay
from data.drills.plays.folders import DrillFolder
from data.drills.scenarios.library import load_scenarios
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.command_line import CommandLine
from tests.data.drills.scenarios.test_library import GOOD

BOOK = load_scenarios(load_runbooks(), load_policies())


def left(line: CommandLine, name: str = "database-connections", second: float = 500.0) -> DrillFolder:
    """A drill that was left at that second."""
    drill = drill_parts(Session(line.environ), Wanted(BOOK.get(name), 7, text=BOOK.text(name)))
    ScriptedPlay(drill, Session(line.environ)).go_to(second)
    drill.close(5.0)
    return drill.folder


def test_the_list_says_what_was_left_and_how_to_go_on(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    before = line.call("drill", "list").out
    assert "Left half-way" not in before
    for _ in range(6):
        folder = left(line, "quiet-day", 0.0)
    told = line.call("drill", "list").out
    assert told.startswith(before)
    said = told.removeprefix(before).splitlines()
    assert said[:2] == ["", "Left half-way:"] and folder.path.name in said[2]
    assert "00:00 of 20:00" in said[2] and "alice" in said[2]
    assert said[-2].strip() == "1 more: ops-console drill history"
    assert said[-1].startswith("ops-console drill resume [DRILL]")
    assert line.call("drill", "list", "--json").json[0].keys() == {"id", "title", "minutes"}


def test_what_is_being_played_is_said_to_be(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    session = Session(line.environ)
    drill = drill_parts(session, Wanted(BOOK.get("quiet-day")))
    assert "being played" in "\n".join(left_lines(session))
    drill.close(5.0)
    assert "being played" not in "\n".join(left_lines(session))


@pytest.mark.parametrize(("typed", "goes_on"), [("r\n", True), ("R\n", True), ("2\n", False)])
def test_one_key_goes_on_with_the_latest(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    goes_on: bool,
) -> None:
    line = CommandLine(tmp_path)
    folder = left(line)
    said: list[str] = []
    session = Session(line.environ, write=said.append)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert (choose(session, BOOK) == folder) is goes_on
    assert "r to go on" in capsys.readouterr().out
    assert "  r  go on with The database runs out of connections, 07:42 of 30:00\n" in "".join(said)


def test_without_one_that_was_left_nothing_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    assert choose(Session(CommandLine(tmp_path).environ), BOOK) is None
    said = capsys.readouterr().out
    assert "or q to leave" in said and "go on" not in said


def test_who_types_what_is_not_there_is_told_and_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO("99\nvendor-outag\nvendor-outage\n"))
    found = choose(Session(CommandLine(tmp_path).environ, write=said.append), BOOK)
    assert found == BOOK.get("vendor-outage")
    assert [each.strip() for each in said if "is none" in each or "no scenario" in each] == [
        f"99 is none of them: 1 to {len(BOOK.scenarios)}",
        'no scenario is called "vendor-outag" (the nearest known one is "vendor-outage")',
    ]


@pytest.mark.parametrize(
    ("named", "words"),
    [((), "terminal"), (("nothing",), 'no unfinished drill is called "nothing" (there are ')],
)
def test_what_cannot_be_is_one_line(tmp_path: Path, named: tuple[str, ...], words: str) -> None:
    line = CommandLine(tmp_path)
    assert "no drill is unfinished (ops-console drill begins one)" in line.call("drill", "resume").err
    left(line)
    called = line.call("drill", "resume", *named)
    assert called.code == 64 and words in called.err and len(called.err.splitlines()) == 1


def test_ones_own_scenario_is_kept_as_it_was_played(tmp_path: Path) -> None:
    line, file, script = CommandLine(tmp_path), tmp_path / "mine.toml", tmp_path / "a.script"
    file.write_text(GOOD, encoding="utf-8")
    script.write_text("02:00 incident declare --severity P1 --title slow\n", encoding="utf-8")
    played = line.call("drill", "run", str(file), "--script", str(script), "--json").json
    file.unlink()
    assert line.call("drill", "score", "--json").json["score"] == played["score"]
    assert "# Debrief: Mine" in line.call("drill", "debrief").out
    trends = line.call("drill", "history", "--json").json["trends"]
    assert ("procedure", "manual-system-down") in {(each["by"], each["name"]) for each in trends}
    copy = tmp_path / ".local/state/ops-console/drills" / played["drill"] / "scenario.toml"
    copy.write_text(GOOD.replace("base = 200", "base = 300"), encoding="utf-8")
    told = line.call("drill", "score")
    assert told.code == 0 and f"{copy} is no longer as it was" in told.out and "put the text back" in told.out
    assert "points on record" in told.out
    assert line.call("drill", "history").code == line.call("drill", "coverage").code == 0
    refused = line.call("drill", "debrief")
    assert refused.code == 64 and str(copy) in refused.err and len(refused.err.splitlines()) == 1
