"""Read-only: seen from the kernel, no program is started and nothing is written. Fault 69."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.programs import needs
from tests.sessions.home import START
from tests.sessions.morning import TITLE, go_to, morning_home

pytestmark = pytest.mark.pty

_CHANGES = "execve,execveat,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat"
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|mkdir|rename|unlink")
_HARMLESS = re.compile(r'"/dev/(?:null|tty|pts/\d+)"')


def changes(trace: Path) -> list[str]:
    """Successful calls that could change something."""
    calls = [line for line in trace.read_text().splitlines() if " = -1 " not in line]
    return [call for call in calls if _WRITING.search(call) and not _HARMLESS.search(call)]


def test_read_only_starts_nothing_and_writes_nothing(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    strace: list[str | Path] = [
        needs("strace"),
        "-f",
        "--seccomp-bpf",
        "-qqq",
        "-o",
        trace,
        "-e",
        f"trace={_CHANGES}",
    ]
    quiet = {"PYTHONDONTWRITEBYTECODE": "1"}
    with (
        morning_home(tmp_path / "home") as home,
        home.open("--read-only", through=strace, environ=quiet) as session,
    ):
        session.wait_for("READ-ONLY", START)
        session.wait_for("not run: this console only looks")
        session.press("n")
        session.wait_for("Nothing is recorded")
        session.press("6")
        go_to(session, TITLE)
        session.press("enter")
        session.wait_for("7 of 8 left")
        session.press("space")
        session.wait_for("Nothing is recorded")
        session.press("S")
        session.wait_for("m writes Markdown")
        session.press("m")
        session.wait_for("Nothing is written")
        session.press("escape")
        session.wait_for(lambda screen: "m writes" not in screen)
        session.press("q")
        assert session.wait_exit() == 0
    assert changes(trace) == []
    assert trace.read_text().count("execve(") == 1
    assert not home.journal.exists()
