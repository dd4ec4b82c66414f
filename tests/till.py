"""A team's own procedure with commands that count their runs, for tests that work through it."""

from __future__ import annotations

from pathlib import Path

_COUNTING = """#!/bin/sh
printf '%s|' "$@" >> "{log}"
printf '\\n' >> "{log}"
echo "the till says: $1"
"""
_TEXT = """
schema = 1
review = {{ every = "year", last = 2026-01-31 }}

[[runbook]]
id = "shop-till"
title = "Till does not open"
kind = "runbook"
style = "{style}"
purpose = "Customers wait."
owner = "Cashier"
box = "5m"
symptoms = [
    {{ words = "It is loud" }},
    {{ words = "Connections pile up", sign = {{ signal = "db.connections_pct", when = "> 70" }} }},
]
related = ["manual-morning", "unified-error-rate"]

[[runbook.phase]]
title = "Look"
until = "5m"
steps = [
    {{ id = "look", title = "Look at it", manual = true }},
    {{ id = "ask", title = "Ask the till", command = ["{counting}", "--who={{name:who}}"] }},
]

[[runbook.phase]]
title = "Act"

[[runbook.phase.steps]]
id = "reset"
title = "Reset it"
changes = true
command = ["{counting}", "reset", "{{id:till}}"]

[[runbook.phase.steps]]
id = "wait"
title = "Wait for it"
box = "20m"
command = ["/bin/sleep", "600"]

[[runbook.phase.steps]]
id = "well"
title = "It is well"
check = {{ signal = "db.connections_pct", must = "< 70", every = "1s", attempts = 3, abort = "look" }}
"""


class Till:
    """Its file, and what its commands have been run with."""

    def __init__(self, folder: Path, style: str = "read-do") -> None:
        self.log = folder / "till.log"
        counting = folder / "till-does"
        counting.write_text(_COUNTING.format(log=self.log))
        counting.chmod(0o700)
        self.file = folder / "till.toml"
        self.file.write_text(_TEXT.format(counting=counting, style=style))
        self.file.chmod(0o600)

    @property
    def runs(self) -> list[list[str]]:
        """The arguments of every run, in order."""
        if not self.log.exists():
            return []
        return [line.rstrip("|").split("|") for line in self.log.read_text().splitlines()]
