"""Terminals with few colours, no colours, no signs, and wrong sizes in the environment. Fault 58."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from textual.binding import Binding

from console.terminal.painted_app import PaintedApp
from tests.pty_session import PtySession
from tests.terminal.sample import ROOT, sample

pytestmark = pytest.mark.pty
COLOUR = re.compile(rb"\x1b\[[\d;]*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d;]*m")


def test_no_color_sends_none() -> None:
    with sample(environ={"NO_COLOR": "1"}) as session:
        session.type("words")
        session.wait_for("words")
        assert not COLOUR.search(bytes(session.raw))


def test_without_colours_the_banner_and_the_cursor_are_still_seen(tmp_path: Path) -> None:
    settings = '[console]\nenvironment = "production"\n[[http]]\nname = "api"\nurl = "http://127.0.0.1:1/"\n'
    (tmp_path / "config.toml").write_text(settings)
    argv = [sys.executable, "-m", "console", "--config", str(tmp_path / "config.toml")]
    with PtySession(argv, cwd=ROOT, environ={"NO_COLOR": "1", "XDG_STATE_HOME": str(tmp_path)}) as session:

        def rows() -> set[int]:
            return {y for y in range(24) if any(session.cells[y][x].reverse for x in range(80))}

        session.wait_for(lambda _: 0 in rows())  # the banner
        session.wait_for(lambda _: any("api" in session.lines[y] for y in rows() - {0}))  # the cursor


@pytest.mark.parametrize("term", ["linux", "xterm", "vt220"])
def test_sixteen_colours_are_all_that_is_sent(term: str) -> None:
    with sample(environ={"TERM": term, "COLORTERM": None}) as session:
        session.wait_quiet()
        assert COLOUR.search(bytes(session.raw))
        assert b"38;" not in session.raw
        assert b"48;" not in session.raw


def test_the_linux_console_is_asked_nothing_it_would_print() -> None:
    with sample(environ={"TERM": "linux"}) as session:
        session.wait_quiet()
        assert not re.search(rb"\x1b\[[<>]|\$p|\x1b\]", bytes(session.raw))
        session.press("ctrl+q")
        assert session.wait_exit() == 0
        assert not re.search(rb"\x1b\[[<>]|\$p|\x1b\]", bytes(session.raw))


def test_keys_are_told_in_words_where_there_are_no_signs() -> None:
    keys = [Binding("enter", "a"), Binding("left", "b", key_display="←"), Binding("slash", "c")]
    for locale, shown in (("C", ["enter", "left", "/"]), ("C.UTF-8", ["⏎", "←", "/"])):
        app = PaintedApp({"LANG": locale})
        assert [app.get_key_display(key) for key in keys] == shown


@pytest.mark.parametrize(
    "environ", [{"LANG": "C"}, {"LANG": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_ascii_is_all_that_is_sent(environ: dict[str, str]) -> None:
    with sample(environ=environ, awaited="ready | v pass") as session:
        session.resize(50, 10)
        session.wait_for("too small")
        assert bytes(session.raw).isascii()


def test_the_environment_does_not_freeze_the_size() -> None:
    with sample(size=(100, 30), environ={"COLUMNS": "70", "LINES": "16"}) as session:
        session.resize(40, 10)
        session.wait_for("40×10")
