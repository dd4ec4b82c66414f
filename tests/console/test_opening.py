"""Where the console cannot be drawn it says so in one line (faults 58 and 59)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from console.cli.opening import refusal
from tests.command_line import CommandLine


@dataclass(frozen=True)
class End:
    """One end of a process: a terminal or not."""

    terminal: bool

    def isatty(self) -> bool:
        return self.terminal


TTY, PIPE = End(True), End(False)


def test_no_terminal_no_console(tmp_path: Path) -> None:
    called = CommandLine(tmp_path).call()
    assert called.code == 64
    assert called.out == ""
    assert called.err.startswith("ops-console: the console needs a terminal")
    assert called.err.count("\n") == 1


@pytest.mark.parametrize(("stdin", "stdout"), [(TTY, PIPE), (PIPE, TTY), (PIPE, PIPE)])
def test_both_ends_must_be_terminals(stdin: End, stdout: End) -> None:
    assert "needs a terminal" in refusal(stdin, stdout, {"TERM": "xterm"})


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_cannot_draw_is_refused(term: str) -> None:
    assert "TERM=" in refusal(TTY, TTY, {"TERM": term} if term else {})


@pytest.mark.parametrize("term", ["xterm", "linux", "screen", "tmux-256color", "vt100"])
def test_every_other_terminal_is_tried(term: str) -> None:
    assert refusal(TTY, TTY, {"TERM": term}) == ""
