"""However the whole program ends: what was typed is there again, and nobody stays behind. B7 and B8."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import processes_of
from tests.pty_session import PLAIN, PtySession
from tests.sessions.home import START, Home, command
from tests.sessions.morning import go_to, morning_home, open_morning
from tests.waiting import until

pytestmark = [pytest.mark.pty, pytest.mark.serial]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with morning_home(tmp_path / "home") as home:
        yield home


def begin_a_note(session: PtySession) -> None:
    open_morning(session)
    go_to(session, "Overnight backup verified")
    session.press("n")
    session.wait_for("Note on backup")
    session.type("tape is ful")
    session.wait_for("tape is ful")


def kept(home: Home) -> bool:
    return any("tape is ful" in file.read_text() for file in home.journal.glob("drafts/*.toml"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_word(home: Home, number: signal.Signals) -> None:
    with home.open() as session:
        begin_a_note(session)
        began = time.monotonic()
        session.signal(number)
        assert session.wait_exit() == 128 + number
        assert time.monotonic() - began < 2
        assert session.modes == PLAIN
        assert session.attributes == session.before
    assert kept(home)
    assert processes_of(home.folder) == []
    home.assert_verified()


def test_kill_9_in_the_middle_of_a_word(home: Home) -> None:
    with home.open() as session:
        begin_a_note(session)
        until(lambda: kept(home), 2)
        before = home.entries()
        session.signal(signal.SIGKILL)
        session.wait_exit()
    home.assert_verified()
    assert home.entries() == before
    with home.open() as session:
        session.wait_for("Note on backup", START)
        session.wait_for("tape is ful")


def test_no_orphan_where_hanging_up_is_ignored(tmp_path: Path) -> None:
    """Not even of a command that is running, and has a child of its own."""
    slow = command("slow", "/bin/sh", "-c", "sleep 77 & sleep 78", timeout="90s")
    with (
        morning_home(tmp_path / "home", "", slow) as home,
        home.open(ignore_hangup=True) as session,
    ):
        begin_a_note(session)
        assert len(processes_of(home.folder)) > 2
        session.hang_up()
        until(lambda: not processes_of(home.folder), 2)
        assert session.wait_exit() == 129
    assert kept(home)


def test_stopped_and_continued(home: Home) -> None:
    with home.open() as session:
        session.wait_for("connections", START)
        session.signal(signal.SIGSTOP)
        home.reprint("pool", "OK: the pool | up=1 connections=93%")
        time.sleep(3)
        assert "93 %" not in session.text
        session.signal(signal.SIGCONT)
        session.wait_for("93 %", 5)
        assert "clock" not in session.text
        session.press("q")
        assert session.wait_exit() == 0


def test_a_line_that_does_not_read_holds_up_neither_polling_nor_journal(home: Home) -> None:
    """Fault 53, for as long as a test may take."""
    home.reprint("pool", "OK: the pool | up=1 connections=41%")
    with home.open() as session:
        session.wait_for("Health", START)
        session.press("6")
        go_to(session, "Morning health check")
        session.press("enter")
        session.wait_for("1 needs you")
        session.stop_reading()
        for _ in range(12):
            session.press("ctrl+l")
            time.sleep(0.5)
        home.reprint("pool", "OK: the pool | up=1 connections=97%")
        until(
            lambda: any(each["verdict"] == "fail" for each in home.entries("item.checked", "connections")), 6
        )
        mark = session.mark()
        session.resume_reading()
        session.wait_for("97 %", 2)
        assert session.count(mark) < 100_000, "what was not seen is not sent afterwards"
        session.press("q")
        assert session.wait_exit() == 0
    home.assert_verified()
