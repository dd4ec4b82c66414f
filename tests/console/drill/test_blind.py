"""Whoever plays a blind drill is not told which it is, and whoever leads it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.cli.drills.drill_dealing import blind_choice, named, scenarios_for
from console.cli.session import Session
from console.drill.app import DrillConsole
from console.drill.parts import Wanted, drill_parts
from data.config.places import state_dir
from data.drills.plays.folders import drills_dir
from data.drills.plays.stage_time import StageTime, write_stage_time
from screens.modals.confirm import Confirm
from tests.command_line import CommandLine
from tests.drill_console import LEAK, begun
from tests.fakes import HandClock
from tests.host import screen_text, until


def session(home: Path) -> Session:
    return Session({"HOME": str(home), "USER": "alice", "TZ": "UTC"}, time=HandClock())


def test_what_was_dealt_is_played_and_then_any(tmp_path: Path) -> None:
    dealt = CommandLine(tmp_path).call("drill", "deal", "quiet-day", "--seed", "4")
    assert dealt.code == 0 and "drill run --blind" in dealt.out
    assert blind_choice(session(tmp_path), None) == ("quiet-day", 4)
    known = [each.id for each in scenarios_for(session(tmp_path), "").scenarios]
    assert blind_choice(session(tmp_path), 9) in [(each, 9) for each in known]


def test_a_file_of_ones_own_is_dealt_wherever_it_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = CommandLine(tmp_path)
    assert line.call("drill", "new", "mine").code == 0
    assert line.call("drill", "deal", "mine.toml").code == 0
    monkeypatch.chdir("/")
    name, seed = blind_choice(session(tmp_path), 3)
    assert (name, seed) == (str(tmp_path / "mine.toml"), 3)
    assert named(scenarios_for(session(tmp_path), name), name)[0].id == "mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run"], "name a scenario"),
        (["run", "quiet-day", "--blind"], "name a scenario"),
        (["run", "--blind", "--script", "x"], "a script plays a scenario that is named"),
        (["deal", "quite-day"], "quiet-day"),
        (["deal", "none.toml"], "no such file"),
    ],
)
def test_what_does_not_go_together_says_so_in_one_line(tmp_path: Path, words: list[str], told: str) -> None:
    called = CommandLine(tmp_path).call("drill", *words)
    assert called.code != 0 and told in called.err
    assert len(called.err.strip().splitlines()) == 1
    assert not drills_dir(state_dir(session(tmp_path).environ)).exists()


async def test_no_frame_and_no_entry_names_a_blind_drill(tmp_path: Path) -> None:
    drill = drill_parts(session(tmp_path), Wanted(LEAK, 7, blind=True))
    seen: list[str] = []
    try:
        app = DrillConsole(drill)
        async with app.run_test(size=(100, 40), notifications=True) as pilot:
            await until(pilot, lambda: "enter begins" in screen_text(app))
            seen.append(screen_text(app))
            await begun(app, pilot)
            await pilot.press("9")
            await until(pilot, lambda: "drill.begun" in screen_text(app))
            await pilot.press("enter")
            await pilot.pause()
            seen.append(screen_text(app))
            await pilot.press("D")
            await until(pilot, lambda: isinstance(app.screen, Confirm))
            seen.append(screen_text(app))
    finally:
        drill.close(2.0)
    written = "".join(file.read_text("utf-8") for file in drill.folder.journal.rglob("*.toml"))
    for text in (*seen, written, drill.folder.path.name):
        assert LEAK.id not in text and LEAK.title not in text
    assert all("A blind drill" in text for text in (seen[0], seen[2]))


def test_what_a_drill_is_worth_is_not_told_while_it_is_played(tmp_path: Path) -> None:
    """Its score and its debrief would give it away."""
    drill = drill_parts(session(tmp_path), Wanted(LEAK, 7, blind=True))
    line, name = CommandLine(tmp_path), drill.folder.path.name
    try:
        drill.parts.journal.close(2.0)
        time = StageTime(60.0, drill.time.elapsed(), 1.0, running=False, ended=False, process=os.getpid())
        write_stage_time(drill.folder.path, time)
        for command in ("score", "debrief"):
            called = line.call("drill", command, name)
            assert called.code != 0 and f"{name} is being played" in called.err and called.out == ""
        pages = [line.call("drill", "history"), line.call("drill", "history", "--json")]
        left = line.call("drill", "list").out.partition("half-way")[2]
        for told in (left, *(each.out for each in pages)):
            assert name in told
            assert not [each for each in (LEAK.id, LEAK.title, LEAK.procedure) if each in told]
    finally:
        drill.duty.release()
    assert line.call("drill", "score", name).code == 0
