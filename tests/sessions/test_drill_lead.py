"""Two terminals and a shell: whoever leads a drill is heard by its players within two seconds."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from data.drills.orders.orders import notes_of, orders_folder
from data.drills.plays.folders import drills_in
from data.journal.pages import days_between, read_day
from tests.sessions.home import START, Home

pytestmark = [pytest.mark.pty, pytest.mark.serial]

_HEARD_S = 2.0
_HIDDEN = (
    *(b"database-connections", b"runs out of connections"),
    *(b"connections back", b"keeps its connections", b"nobody looked"),
)
"""Its id and title, words of its story, what goes wrong, and a note: none of it for the players."""


def test_a_drill_is_led_from_a_second_terminal(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.line.call("drill", "deal", "database-connections", "--seed", "7").code == 0
    with home.open("drill", "run", "--blind", size=(100, 30)) as players:
        players.wait_for("enter begins", START)
        players.press("enter")
        players.wait_for("1×", START)
        with home.open("drill", "lead", by="bo", size=(160, 50)) as lead:
            lead.wait_for("does not give connections back", START)
            lead.type("P")
            players.wait_for("PAUSED", _HEARD_S)
            lead.wait_for("PAUSED", _HEARD_S)
            lead.type("a")
            lead.wait_for("Mira, customer support writes:", START)
            lead.type("is it down?")
            lead.press("enter")
            players.wait_for("is it down?", _HEARD_S)
            lead.type("5P")
            players.wait_for("5×", _HEARD_S)
            said = home.line.call("drill", "lead", "say", "Ann, CTO", "I am on a train")
            assert said.code == 0, said.err
            players.wait_for("on a train", _HEARD_S)
            assert home.line.call("drill", "lead", "note", "nobody looked at the pool").code == 0
            lead.wait_for("nobody looked at the pool", _HEARD_S)
            lead.type("q")
            assert lead.wait_exit() == 0
        assert "5×" in players.text
        for hidden in _HIDDEN:
            assert hidden not in players.raw
        players.type("q")
        assert players.wait_exit() == 0
    [drill] = drills_in(tmp_path / ".local/state/ops-console/drills")
    root = orders_folder(drill.path)
    told = [entry for day in days_between(root) for entry in read_day(root, day, UTC).entries]
    assert [each.words for each in notes_of(told)] == ["nobody looked at the pool"]
    assert all(each.drill and each.by in ("alice", "bo") for each in told)
