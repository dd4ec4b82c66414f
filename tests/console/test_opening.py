"""Where the console cannot be drawn it says so in one line (faults 58 and 59)."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import CommandLine


def test_no_terminal_no_console(tmp_path: Path) -> None:
    called = CommandLine(tmp_path).call()
    assert called.code == 64
    assert called.out == ""
    assert called.err.startswith("ops-console: the console needs a terminal")
    assert called.err.count("\n") == 1
