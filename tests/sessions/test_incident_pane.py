"""An incident in the whole program: what it costs on the line, and what a kill leaves of half a line."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.pty_session import PtySession
from tests.sessions.home import START, Home
from tests.waiting import until

pytestmark = pytest.mark.pty

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


class Line:
    """What comes over a line while nobody types."""

    def __init__(self, session: PtySession) -> None:
        self._session = session
        self._mark, self._began = session.mark(), time.monotonic()
        self.before = session.text

    def read(self) -> Line:
        """Take the sum, once the time is over."""
        self.after = self._session.text
        self.bytes_per_minute = self._session.count(self._mark) / (time.monotonic() - self._began) * 60
        print(f"{self.bytes_per_minute:.0f} bytes a minute")
        return self


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Line]:
    """Two panes in the same seconds: one that is quiet, one with a clock in its last minutes."""
    folder = tmp_path_factory.mktemp("panes")
    with (
        home_with(folder / "quiet").open() as quiet,
        home_with(folder / "clock", "--ladder", "pagerduty-guide").open() as clock,
    ):
        open_pane(quiet)
        open_pane(clock)
        clock.wait_for("first public word")
        time.sleep(_SETTLED)
        begun = {"quiet": Line(quiet), "clock": Line(clock)}
        time.sleep(_SECONDS)
        return {name: line.read() for name, line in begun.items()}


@pytest.mark.serial
def test_a_quiet_pane_is_kind_to_a_slow_line(lines: dict[str, Line]) -> None:
    assert lines["quiet"].bytes_per_minute < QUIET_BUDGET


@pytest.mark.serial
def test_a_clock_in_its_last_minutes_costs_its_own_cells(lines: dict[str, Line]) -> None:
    assert lines["clock"].after != lines["clock"].before
    assert lines["clock"].bytes_per_minute < RUNNING_BUDGET


def test_a_line_that_was_half_written_is_there_again_after_a_kill(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home")
    with home.open() as session:
        open_pane(session)
        session.press("n")
        session.type("pool limit is be")
        session.wait_for("> pool limit is be")
        until(
            lambda: any("pool limit is be" in file.read_text() for file in home.journal.glob("drafts/*.toml"))
        )
        session.signal(signal.SIGKILL)
        session.wait_exit()
    with home.open() as session:
        open_pane(session)
        session.wait_for("> pool limit is be", START)
        session.press("n")
        session.type("ing raised")
        session.press("enter")
        session.wait_for("✎ alice       pool limit is being raised")
    assert [each["note"] for each in home.entries("incident.note")] == ["pool limit is being raised"]
    home.assert_verified()
