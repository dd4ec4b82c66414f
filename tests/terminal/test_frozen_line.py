"""A terminal that stops reading stops nothing else, and one frame brings it up to date. Fault 53."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.terminal.sample import sample
from tests.terminal.sample_app import LAST_BEAT

pytestmark = pytest.mark.pty


def counted(beat: Path) -> int:
    """How far the program's loop has counted."""
    return int(beat.read_text() or 0) if beat.exists() else 0


def wait_until_beat(beat: Path, wanted: int, seconds: float) -> None:
    """The program's loop has counted so far."""
    deadline = time.monotonic() + seconds
    while counted(beat) < wanted:
        assert time.monotonic() < deadline, "the loop stands still"
        time.sleep(0.05)


def test_the_loop_goes_on_and_the_screen_catches_up(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    with sample("busy", environ={"HEARTBEAT": str(beat)}) as session:
        session.stop_reading()
        wait_until_beat(beat, LAST_BEAT + 5, seconds=120)
        mark = session.mark()
        session.resume_reading()
        session.wait_for("all is over")
        assert session.count(mark) < 40_000, "what was not seen is not sent afterwards"
        session.type("typed")
        session.wait_for("typed")
