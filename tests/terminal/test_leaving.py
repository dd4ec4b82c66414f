"""The terminal is given back, what matters is saved, and nothing lingers. Faults 51 and 52."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.pty_session import PLAIN, PtySession
from tests.terminal.sample import sample

pytestmark = [pytest.mark.pty, pytest.mark.serial]


def assert_given_back(session: PtySession) -> None:
    assert session.modes == PLAIN
    assert session.attributes == session.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_saves_restores_and_ends(number: int, tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    with sample(environ={"HEARTBEAT": str(beat)}) as session:
        began = time.monotonic()
        session.signal(number)
        assert session.wait_exit() == 128 + number
        assert time.monotonic() - began < 2
        assert beat.read_text() == "saved"
        assert_given_back(session)


def test_quitting_saves_and_restores(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    with sample(environ={"HEARTBEAT": str(beat)}) as session:
        assert {"?1049", "?1000", "?1006", "?1004", "?2004", "kitty"} <= session.modes
        session.press("ctrl+q")
        assert session.wait_exit() == 0
        assert beat.read_text() == "saved"
        assert_given_back(session)


@pytest.mark.parametrize("what", ["", "busy"])
@pytest.mark.parametrize("ignored", [False, True])
def test_a_lost_line_leaves_no_orphan(ignored: bool, what: str, tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    with sample(what, environ={"HEARTBEAT": str(beat)}, ignore_hangup=ignored) as session:
        began = time.monotonic()
        session.hang_up()
        assert session.wait_exit() == 129
        assert time.monotonic() - began < 2
        assert beat.read_text() == "saved"


@pytest.mark.parametrize(
    ("key", "what", "said"),
    [
        ("\x1bOQ", "a stuck thread", b""),
        ("\x1bOR", "a loop that is busy for ever", b"ops-console: a letter waits\r\n"),
        ("", "slow to save", b"ops-console: leaving took too long; the last entries may not be saved\r\n"),
    ],
)
def test_what_is_stuck_does_not_keep_the_terminal(key: str, what: str, said: bytes) -> None:
    with sample(what) as session:
        session.type(key)
        session.wait_quiet(0.2)
        began = time.monotonic()
        session.signal(signal.SIGTERM)
        assert session.wait_exit() == 143
        assert time.monotonic() - began < 2
        assert_given_back(session)
        assert session.raw.endswith(said)


@pytest.mark.parametrize("asked", ["by signal", "by key"])
def test_a_line_that_does_not_read_does_not_keep_the_program(asked: str) -> None:
    with sample("busy") as session:
        session.stop_reading()
        time.sleep(1)
        began = time.monotonic()
        if asked == "by key":
            session.press("ctrl+q")
        else:
            session.signal(signal.SIGTERM)
        assert session.wait_exit() == (0 if asked == "by key" else 143)
        assert time.monotonic() - began < 2
        session.resume_reading()
        session.wait_quiet(0.2)
        assert_given_back(session)


def test_what_could_not_be_saved_is_the_last_word() -> None:
    with sample("cannot save") as session:
        mark = session.mark()
        session.press("ctrl+q")
        assert session.wait_exit() == 1
        assert (
            session.since(mark)
            .rstrip()
            .endswith(b"ops-console: 2 entries are not on disk (they are in the report)")
        )


def test_a_crash_is_one_line_and_a_private_report(tmp_path: Path) -> None:
    with sample(environ={"XDG_STATE_HOME": str(tmp_path)}) as session:
        mark = session.mark()
        session.press("f1")
        assert session.wait_exit() == 70
        assert_given_back(session)
        said = session.since(mark).decode().rpartition("\x1b[?25h")[2]
        report = Path(said.strip().rpartition(" ")[2])
        assert said.startswith("ops-console: internal error: ValueError: ␛[2Jbroken")
        assert said.count("\n") == 1
        assert report.parent == tmp_path / "ops-console" / "crashes"
        assert report.stat().st_mode & 0o777 == 0o600
        assert "in fail" in report.read_text()
        assert "canary" not in said
        assert "canary-in-a-url" not in report.read_text()


def test_a_task_that_nobody_waited_for_is_reported_and_the_console_stays(tmp_path: Path) -> None:
    with sample(environ={"XDG_STATE_HOME": str(tmp_path)}) as session:
        session.type("\x1b[15~")
        session.wait_for("internal error")
        assert list((tmp_path / "ops-console" / "crashes").iterdir())
        session.type("still here")
        session.wait_for("still here")
