"""An incident in two terminals of one machine: what both show agrees, and a kill changes no clock."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.sessions.home import START, Home
from tests.waiting import until

pytestmark = pytest.mark.pty

_POOL = 'up = "db.up", connections = "db.connections_pct"'


def pool(percent: int) -> str:
    return f"OK: the pool | up=1 connections={percent}%"


def home_with_pool(folder: Path) -> Home:
    home = Home(folder)
    home.configure(home.printed("pool", pool(97), _POOL))
    return home


def shown(home: Home) -> dict[str, Any]:
    called = home.line.call("incident", "show", "--json")
    assert called.code == 0, called.err
    found: dict[str, Any] = called.json
    return found


def clock_of(home: Home, name: str) -> str:
    clocks = [each for each in shown(home)["clocks"] if each["name"] == name]
    return str(clocks[0]["due"])


@pytest.mark.serial
def test_two_consoles_agree_within_two_seconds_and_a_kill_changes_no_clock(tmp_path: Path) -> None:
    home = home_with_pool(tmp_path / "home")
    with home.open(by="alice", size=(140, 40)) as hers, home.open(by="bo", size=(140, 40)) as his:
        for session in (hers, his):
            session.wait_for("97 %", START)
        began = time.monotonic()
        hers.press("i")
        hers.wait_for("Declare an incident")
        hers.press("enter")
        hers.wait_for("commander alice")
        print(f"declared in two keys and {time.monotonic() - began:.2f} s")
        his.wait_for(lambda screen: "INC-" in screen and "→ 8" in screen, 2)
        his.press("8")
        his.wait_for("commander alice", START)
        began = time.monotonic()
        hers.press("n")
        hers.wait_for("esc Leave")
        hers.type("pool limit raised\r")
        his.wait_for("pool limit raised", 2)
        print(f"a note was seen by the other after {time.monotonic() - began:.2f} s")
        home.reprint("pool", pool(41))
        his.wait_for(lambda screen: "(was fail)" in screen, 10)
        hers.wait_for(lambda screen: "(was fail)" in screen, 2)
        crossed = home.entries("incident.signal")
        assert len(crossed) == 1 and crossed[0]["evidence"][0]["value"] == 41.0
        before = clock_of(home, "respond")
        hers.signal(signal.SIGKILL)
        hers.wait_exit()
        his.press("n")
        his.wait_for("esc Leave")
        his.type("alice is gone\r")
        # On the screen it stands while it is typed: whoever ends the console then ends it unsaved.
        until(lambda: any(each["note"] == "alice is gone" for each in home.entries("incident.note")))
    with home.open(by="alice", size=(140, 40)) as again:
        again.wait_for("→ 8", START)
        again.press("8")
        again.wait_for("alice is gone", START)
        assert clock_of(home, "respond") == before
        due = shown(home)["clocks"][0]
        assert due["left_s"] is None or due["left_s"] > 0
    assert home.entries("incident.missed") == []
    assert home.entries("incident.declared")[0]["evidence"][0]["value"] == 97.0
    home.assert_verified()


def test_what_was_half_written_of_a_declaration_survives_a_kill(tmp_path: Path) -> None:
    home = home_with_pool(tmp_path / "home")
    with home.open() as session:
        session.wait_for("97 %", START)
        session.press("i")
        session.wait_for("Declare an incident")
        session.press("tab")
        session.type(" and worse")
        session.wait_for("and worse")
        until(lambda: any(b"and worse" in file.read_bytes() for file in home.folder.rglob("*.toml")))
        session.signal(signal.SIGKILL)
        session.wait_exit()
    with home.open() as session:
        session.wait_for("97 %", START)
        session.press("i")
        session.wait_for("You began this before")
        assert "and worse" in session.text
        session.press("enter")
        session.wait_for("INVESTIGATING")
    assert str(shown(home)["title"]).endswith("and worse")
