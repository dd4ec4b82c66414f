"""An incident in the whole program: what it costs on the line, and what a kill leaves of half a line."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.pty_session import PtySession
from tests.sessions.home import START, Home

pytestmark = [pytest.mark.pty, pytest.mark.serial]

QUIET_BUDGET, RUNNING_BUDGET = 2_000.0, 10_000.0
"""Bytes a minute: while no clock is within its last minutes, and while one is."""
_SETTLED, _SECONDS = 5.0, 20.0


def home_with(folder: Path, *more: str) -> Home:
    """One incident, declared a moment ago, and a source that always says the same."""
    home = Home(folder)
    disk = home.printed("steady", "OK: disk | used=41%", 'used = "host.disk_pct"')
    home.configure(disk, console='policy = "skafu"')
    title = ("--severity", "P3", "--title", "checkout fails", "--service", "steady")
    for words in (("declare", *title, *more), ("ack",)):
        assert home.line.call("incident", *words).code == 0
    return home


def open_pane(session: PtySession) -> None:
    """Wait for the first picture, and open the incident."""
    session.wait_for("Health", START)
    session.wait_for("INC-", START)
    session.press("8")
    session.wait_for("▸Timeline", START)


def bytes_per_minute(session: PtySession) -> float:
    """What comes over the line while nobody types."""
    time.sleep(_SETTLED)
    mark, began = session.mark(), time.monotonic()
    time.sleep(_SECONDS)
    return session.count(mark) / (time.monotonic() - began) * 60


def test_a_quiet_pane_is_kind_to_a_slow_line(tmp_path: Path) -> None:
    with home_with(tmp_path / "home").open() as session:
        open_pane(session)
        spent = bytes_per_minute(session)
        print(f"{spent:.0f} bytes a minute")
        assert spent < QUIET_BUDGET


def test_a_clock_in_its_last_minutes_costs_its_own_cells(tmp_path: Path) -> None:
    with home_with(tmp_path / "home", "--ladder", "pagerduty-guide").open() as session:
        open_pane(session)
        session.wait_for("first public word")
        before = session.text
        spent = bytes_per_minute(session)
        print(f"{spent:.0f} bytes a minute")
        assert session.text != before
        assert spent < RUNNING_BUDGET


def test_a_line_that_was_half_written_is_there_again_after_a_kill(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home")
    with home.open() as session:
        open_pane(session)
        session.press("n")
        session.type("pool limit is be")
        session.wait_for("> pool limit is be")
        time.sleep(0.6)  # the drafts are saved within a quarter of a second
        session.signal(signal.SIGKILL)
        session.wait_exit()
    with home.open() as session:
        open_pane(session)
        session.wait_for("> pool limit is be", START)
        session.press("n")
        session.type("ing raised")
        session.press("enter")
        session.wait_for("✎ alice       pool limit is being raised", 5)
    assert [each["note"] for each in home.entries("incident.note")] == ["pool limit is being raised"]
    home.assert_verified()
