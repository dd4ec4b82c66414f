"""Stopped, continued, and lent to somebody else. Faults 56 and 60."""

from __future__ import annotations

import os
import signal

import pytest

from tests.pty_session import PLAIN, PtySession
from tests.terminal.sample import sample

pytestmark = pytest.mark.pty


def wait_stopped(session: PtySession) -> None:
    _, status = os.waitpid(session.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)


def test_stop_gives_the_terminal_back_and_continue_paints_it_all() -> None:
    with sample() as session:
        session.signal(signal.SIGTSTP)
        wait_stopped(session)
        session.wait_for(lambda _: session.modes == PLAIN)
        assert session.attributes == session.before
        mark = session.mark()
        session.signal(signal.SIGCONT)
        session.wait_for(lambda _: b"ready" in session.since(mark))
        assert "?1049" in session.modes
        session.type("again")
        session.wait_for("again")
        session.press("ctrl+q")
        assert session.wait_exit() == 0
        assert session.modes == PLAIN


def test_stopped_without_being_asked_it_takes_the_terminal_anew() -> None:
    with sample() as session:
        session.signal(signal.SIGSTOP)
        wait_stopped(session)
        mark = session.mark()
        session.signal(signal.SIGCONT)
        session.wait_for(lambda _: b"ready" in session.since(mark))
        session.type("on")
        session.wait_for("on")
        session.wait_quiet(0.2)
        session.press("ctrl+q")
        assert session.wait_exit() == 0
        assert session.modes == PLAIN
        assert session.attributes == session.before


def test_lending_the_terminal_with_timers_running_does_not_stop_the_loop() -> None:
    with sample("busy") as session:
        session.type("\x1bOS")
        session.wait_for("back again")
        lent = bytes(session.raw).partition(b"LENT")[2].partition(b"\x1b[?1049h")[0]
        assert lent.strip() == b"", "nothing is written on a terminal that is lent"


def test_ctrl_l_paints_it_all() -> None:
    with sample() as session:
        mark = session.wait_quiet()
        session.press("ctrl+l")
        session.wait_for(lambda _: b"ready" in session.since(mark))
