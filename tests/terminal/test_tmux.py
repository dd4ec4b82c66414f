"""Inside tmux: detached, attached again at other sizes, its client killed. Fault 54."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

from tests.terminal.sample import ROOT
from tests.tmux_server import TmuxServer, tmux_with

pytestmark = pytest.mark.pty


@pytest.fixture
def tmux() -> Iterator[TmuxServer]:
    with tmux_with([sys.executable, "-m", "tests.terminal.sample_app"], ROOT) as server:
        yield server


def test_it_survives_its_clients_and_fits_each(tmux: TmuxServer) -> None:
    tmux.wait_for(lambda screen: "ready" in screen)
    with tmux.attach(30, 8) as client:
        client.wait_for("too small")
    with tmux.attach(200, 50) as client:
        client.wait_for("ready │ ✓ pass")
        client.type("hello")
        client.wait_for("hello")
    assert "hello" in tmux.wait_for(lambda screen: "ready" in screen)


def test_no_text_reaches_tmux_as_an_order(tmux: TmuxServer) -> None:
    tmux.wait_for(lambda screen: "ready" in screen)
    title = tmux.run("display-message", "-p", "#{pane_title}")
    tmux.run("set-buffer", "\x1b]2;PWNED\x07\x1b]52;c;UFdORUQ=\x07\x1bc")
    tmux.run("paste-buffer", "-p")
    tmux.wait_for(lambda screen: "PWNED" in screen)
    assert tmux.run("display-message", "-p", "#{pane_title}") == title


def test_copying_hands_text_to_the_clipboard_outside(tmux: TmuxServer) -> None:
    """The one order that is meant: what the person copies reaches tmux's own buffer."""
    tmux.wait_for(lambda screen: "ready" in screen)
    tmux.run("set-option", "-s", "set-clipboard", "on")
    tmux.run("send-keys", "F6")
    deadline = time.monotonic() + 60
    while "copied words" not in tmux.run("list-buffers"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
