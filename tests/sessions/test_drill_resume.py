"""A drill that died with its console is gone on with: nothing that a person typed is lost."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from data.drills.plays.folders import drills_in
from data.drills.plays.past import entries_of
from data.drills.plays.resuming import RESUMED
from tests.sessions.home import START, Home

pytestmark = pytest.mark.pty

_TITLE = "nobody can save anything"
_LATE = 60.0


def second_on(line: str) -> int:
    """The second of the scenario that a frame shows."""
    found = re.search(r"(\d\d):(\d\d) of 30:00", line)
    assert found is not None, line
    return int(found[1]) * 60 + int(found[2])


def test_a_killed_drill_is_gone_on_with_to_its_score(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open("drill", "run", "database-connections", "--seed", "7", size=(100, 30)) as session:
        session.wait_for("enter begins", START)
        session.press("enter")
        session.wait_for("1×", _LATE)
        session.type("P")
        session.wait_for("PAUSED", _LATE)
        for _ in range(50):
            session.type(".")
        session.wait_for("db main: 100 %", _LATE)
        session.type("i")
        session.wait_for("Declare an incident", _LATE)
        session.press("enter")
        session.wait_for("u Update", _LATE)
        session.type("n")
        session.wait_for("enter writes a note", _LATE)
        session.type(_TITLE)
        session.wait_for(_TITLE, _LATE)
        session.wait_quiet(1.0)
        before = second_on(session.lines[0])
        session.signal(signal.SIGKILL)
        session.wait_exit()
    [left] = drills_in(tmp_path / ".local/state/ops-console/drills")
    assert left.path.name in home.line.call("drill", "list").out
    with home.open("drill", size=(80, 24)) as session:
        session.wait_for("r to go on", START)
        session.type("r")
        session.press("enter")
        session.wait_for("enter goes on", START)
        assert before - 5 <= second_on(session.lines[0]) <= before + 1
        second = home.open("drill", "resume", left.path.name)
        with second:
            second.wait_for("is being played by process", START)
            assert second.wait_exit() == 64
        session.press("enter")
        session.wait_for("1×", _LATE)
        session.type("8")
        session.wait_for("u Update", _LATE)
        session.type("n")
        session.wait_for(_TITLE, _LATE)
        session.press("enter")
        session.wait_for(f"alice       {_TITLE}", _LATE)
        session.wait_for("u Update", _LATE)
        session.type("D")
        session.wait_for("End the drill here?", _LATE)
        session.type("y")
        session.wait_for("of 100", _LATE)
        session.type("q")
        assert session.wait_exit() == 0
        assert "drill resume" not in session.text
    entries = entries_of(left)
    assert [each.kind for each in entries].count(RESUMED) == 1
    assert [each.get("note") for each in entries if each.kind == "incident.note"] == [_TITLE]
    assert "of 100" in home.line.call("drill", "score").out
    assert "drill resume" not in home.line.call("drill", "list").out
