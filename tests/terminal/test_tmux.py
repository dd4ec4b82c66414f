"""Inside tmux: detached, attached again at other sizes, its client killed. Fault 54."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.programs import needs
from tests.pty_session import PtySession, environment
from tests.terminal.sample import ROOT

pytestmark = pytest.mark.pty


class Tmux:
    """A private tmux server with the sample program in it."""

    def __init__(self, folder: Path) -> None:
        self.base = [needs("tmux"), "-f", "/dev/null", "-S", str(folder / "socket")]
        self.environ = environment({"SHELL": "/bin/sh"})
        program = f"cd {ROOT} && exec {sys.executable} -m tests.terminal.sample_app"
        self.run("new-session", "-d", "-x", "80", "-y", "24", program)

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.base, *arguments], env=self.environ, capture_output=True, text=True, timeout=20, check=True
        )
        return done.stdout

    def wait_for(self, wanted: Callable[[str], bool]) -> str:
        deadline = time.monotonic() + 20
        while not wanted(screen := self.run("capture-pane", "-p")):
            assert time.monotonic() < deadline, screen
            time.sleep(0.05)
        return screen


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path)
    yield server
    subprocess.run([*server.base, "kill-server"], check=False, timeout=20)


def test_it_survives_its_clients_and_fits_each(tmux: Tmux) -> None:
    tmux.wait_for(lambda screen: "ready" in screen)
    attach = [*tmux.base, "attach"]
    with PtySession(attach, size=(30, 8), environ={"TMUX": None}) as client:
        client.wait_for("too small")
    with PtySession(attach, size=(200, 50), environ={"TMUX": None}) as client:
        client.wait_for("ready │ ✓ pass")
        client.type("hello")
        client.wait_for("hello")
    assert "hello" in tmux.wait_for(lambda screen: "ready" in screen)


def test_no_text_reaches_tmux_as_an_order(tmux: Tmux) -> None:
    tmux.wait_for(lambda screen: "ready" in screen)
    title = tmux.run("display-message", "-p", "#{pane_title}")
    tmux.run("set-buffer", "\x1b]2;PWNED\x07\x1b]52;c;UFdORUQ=\x07\x1bc")
    tmux.run("paste-buffer", "-p")
    tmux.wait_for(lambda screen: "PWNED" in screen)
    assert tmux.run("display-message", "-p", "#{pane_title}") == title


def test_copying_hands_text_to_the_clipboard_outside(tmux: Tmux) -> None:
    """The one order that is meant: what the person copies reaches tmux's own buffer."""
    tmux.wait_for(lambda screen: "ready" in screen)
    tmux.run("set-option", "-s", "set-clipboard", "on")
    tmux.run("send-keys", "F6")
    deadline = time.monotonic() + 10
    while "copied words" not in tmux.run("list-buffers"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
