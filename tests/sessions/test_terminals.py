"""The whole program on terminals with few colours, none, no signs, and on none at all (B12, 58, 59)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.pty_session import PtySession, environment
from tests.sessions.home import ARGV, ROOT, Home
from tests.sessions.morning import DECIDED, TITLE, go_to, morning_home, open_morning

pytestmark = pytest.mark.pty

_COLOUR = re.compile(rb"\x1b\[[\d;]*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d;]*m")
_NOT_SIXTEEN = re.compile(rb"\x1b\[[\d;]*[34]8;")
_ASKED = re.compile(rb"\x1b\[[<>]|\$p|\x1b\]")


def leave(session: PtySession) -> bytes:
    """Quit; all that was sent."""
    session.press("q")
    assert session.wait_exit() == 0
    return bytes(session.raw)


def test_without_colours_signs_and_words_say_it_all(tmp_path: Path) -> None:
    with morning_home(tmp_path / "home") as home, home.open(environ={"NO_COLOR": "1"}) as session:
        session.wait_for("✗ pool")
        session.press("6")
        go_to(session, TITLE)
        sent = leave(session)
    assert not _COLOUR.search(sent)


@pytest.mark.parametrize("more", [{}, {"PYTHONUTF8": "0"}], ids=["", "without UTF-8 mode"])
def test_in_the_c_locale_ascii_says_it_all(tmp_path: Path, more: dict[str, str]) -> None:
    with morning_home(tmp_path / "home") as home, home.open(environ={"LANG": "C", **more}) as session:
        open_morning(session)
        assert "v Application servers respond" in session.text
        assert "x Database connections" in session.text
        sent = leave(session)
    assert sent.isascii()


def test_the_linux_console_gets_sixteen_colours_and_no_questions(tmp_path: Path) -> None:
    environ = {"TERM": "linux", "COLORTERM": "truecolor"}
    with morning_home(tmp_path / "home") as home, home.open(environ=environ) as session:
        open_morning(session)
        go_to(session, "Overnight backup verified")
        sent = leave(session)
    assert DECIDED.encode() in sent or b"needs you" in sent
    assert _COLOUR.search(sent)
    assert not _NOT_SIXTEEN.search(sent)
    assert not _ASKED.search(sent)


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_terminal_that_cannot_be_drawn_on_gets_one_line(tmp_path: Path, term: str | None) -> None:
    with Home(tmp_path).open(environ={"TERM": term}) as session:
        assert session.wait_exit() == 64
        sent = bytes(session.raw)
    assert sent.startswith(b"ops-console: ") and sent.count(b"\n") == 1 and b"\x1b" not in sent
    assert b"ops-console check" in sent


def test_without_a_terminal_there_is_one_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        ARGV,
        cwd=ROOT,
        env=environment(Home(tmp_path).environ()),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (64, "")
    assert ended.stderr.count("\n") == 1 and "ops-console check" in ended.stderr
