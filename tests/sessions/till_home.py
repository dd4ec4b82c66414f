"""A home with a runbook whose every command counts itself, and the command line working through it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from tests.pty_session import PtySession
from tests.sessions.home import ARGV, ROOT, Home

BOOK = """
schema = 1

[[runbook]]
id = "shop-till"
title = "Till does not open"
kind = "runbook"
owner = "Cashier"
box = "5m"

[[runbook.phase]]
title = "All"
steps = [
    {{ id = "one", title = "Count one", command = ["{counting}", "one"] }},
    {{ id = "two", title = "Count two", changes = true, command = ["{counting}", "2", "{{id:backup}}"] }},
    {{ id = "three", title = "Count three slowly", command = ["{counting}", "slow"] }},
    {{ id = "four", title = "Count four", command = ["{counting}", "four"] }},
]
"""
COUNTING = """#!{python}
import subprocess, sys, time
print("counted", sys.argv[1], flush=True)  # first: whoever sees the count may end it
with open({file!r}, "a") as file:
    file.write(repr(sys.argv[1:]) + "\\n")
if sys.argv[1] == "slow":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], start_new_session=True)
    time.sleep(300)
"""

_HEADING = re.compile(r" ?\d+  \S")


class TillHome(Home):
    """The home."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        counting = folder / "counting program"
        counting.write_text(COUNTING.format(python=sys.executable, file=str(folder / "count")))
        counting.chmod(0o755)
        own = folder / "own.toml"
        own.write_text(BOOK.format(counting=counting))
        own.chmod(0o600)
        self.configure(f'[[procedure]]\npath = "{own}"\n', console='environment = "shop"')

    @property
    def count(self) -> int:
        """How often the counting program was called."""
        file = self.folder / "count"
        return len(file.read_text().splitlines()) if file.exists() else 0

    def work(self, *arguments: str) -> PtySession:
        """``ops-console runbook …`` in a terminal large enough to show everything."""
        return PtySession([*ARGV, "runbook", *arguments], size=(100, 70), environ=self.environ(), cwd=ROOT)

    def run(self) -> dict[str, Any]:
        """The only run, as a script sees it."""
        [head] = self.line.call("runbook", "runs", "--json").json
        shown: dict[str, Any] = self.line.call("runbook", "status", head["id"], "--json").json
        return shown


def asked(session: PtySession, question: str, step: str = "") -> None:
    """Wait until the question stands there, unanswered; the step, where one is named, is the last shown."""

    def stands(screen: str) -> bool:
        lines = screen.rstrip().split("\n")
        shown = [line for line in lines if _HEADING.match(line)]
        here = not step or (bool(shown) and shown[-1].endswith(step))
        return here and lines[-1].startswith(question) and lines[-1].endswith(("N]", ":", "?"))

    session.wait_for(stands)


def answer(session: PtySession, text: str) -> None:
    """Type a line."""
    session.type(f"{text}\r")
