"""Looking at an incident changes nothing: no process, no file, whatever keys are pressed. Fault 69."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.sessions.home import ROOT, START
from tests.sessions.morning import morning_home

pytestmark = pytest.mark.pty

_AUDITED = Path(__file__).with_name("audited.py")


def test_whatever_is_pressed_nothing_is_started_and_nothing_written(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    quiet = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    with morning_home(tmp_path / "home") as home:
        declared = home.line.call("incident", "declare", "--severity", "P0", "--title", "till down")
        assert declared.code == 0
        files = {path: path.read_bytes() for path in home.journal.rglob("*") if path.is_file()}
        watched: list[str | Path] = [sys.executable, _AUDITED, seen]
        with home.open("--read-only", through=watched, environ=quiet, argv=["-m", "console"]) as session:
            session.wait_for("READ-ONLY", START)
            session.wait_for("P0")
            session.press("i")
            session.wait_for("Nothing is declared")
            session.press("8")
            session.wait_for("till down")
            for key in ("enter", "n", "a", "@", "/", "t", "u", "e", "s", "m", "h", "R", "c", "d", "x"):
                session.press(key)
                session.wait_quiet(0.1)
            session.type("/resolve all is well\r")
            session.wait_quiet(0.3)
            session.press("escape")
            session.wait_quiet(0.3)
            session.press("7")
            session.wait_for("Runbooks")
            session.press("enter")
            session.wait_quiet(0.3)
            for key in ("x", "enter", "e", "space", "s", "A", "v"):
                session.press(key)
                session.wait_quiet(0.1)
            session.press("escape")
            session.wait_quiet(0.3)
            session.press("q")
            assert session.wait_exit() == 0
        assert {path: path.read_bytes() for path in home.journal.rglob("*") if path.is_file()} == files
    assert seen.read_text().splitlines() == ["watching"]
