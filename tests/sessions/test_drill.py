"""A drill in a terminal, where there is no network at all: from the list of scenarios to the score."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.drills.plays.folders import drills_in
from data.drills.plays.telling import ENDED
from tests.no_network import no_network
from tests.sessions.home import START, Home

pytestmark = pytest.mark.pty


def test_a_first_drill_is_finished_without_a_network(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open("drill", through=no_network(), size=(80, 24)) as session:
        session.wait_for("Which one?", START)
        session.press("1", "enter")
        session.wait_for("enter begins", START)
        session.wait_for("PAUSED")
        session.press("enter")
        session.wait_for("1×")
        session.type("+++")
        session.wait_for("10×")
        session.type("P")
        session.wait_for("PAUSED")
        for _ in range(50):
            session.type(".")
        session.wait_for("db main: 100 %")
        session.type("i")
        session.wait_for("Declare an incident")
        session.press("enter")
        session.wait_for("INC-2026-")
        assert all("DRILL" in line for line in session.text.splitlines()[:1])
        session.type("D")
        session.wait_for("End the drill here?")
        session.type("y")
        session.wait_for("of 100")
        session.type("q")
        assert session.wait_exit() == 0
        assert "Traceback" not in session.text
    [drill] = drills_in(tmp_path / ".local/state/ops-console/drills")
    [day] = drill.journal.rglob("*.toml")
    text = day.read_text("utf-8")
    assert ENDED in text and "drill = false" not in text
    assert not home.journal.exists()
