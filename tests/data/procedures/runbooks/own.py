"""A team's own file, for tests that read one."""

from __future__ import annotations

from pathlib import Path

OWN = """
schema = 1
review = { every = "month", last = 2026-01-31 }

[[runbook]]
id = "shop-till"
title = "Till does not open"
kind = "runbook"
style = "challenge-response"
purpose = "The till is stuck."
owner = "Cashier"
symptoms = [
    { words = "Nothing opens" },
    { words = "Queue grows", sign = { signal = "db.locks_waiting", when = "> 3", labels = { at = "eu" } } },
]
related = ["skafu-incident", "manual-morning"]

[[runbook.phase]]
title = "First"
until = "5m"

[[runbook.phase.steps]]
id = "look"
title = "Look at it"
manual = true

[[runbook.phase.steps]]
id = "reset"
title = "Reset it"
box = "30s"
owner = "Manager"
changes = true
command = ["till", "--id={id:till}"]

[[runbook.phase.steps]]
id = "works"
title = "It works"
check = { signal = "db.up", must = ">= 1", every = "10s", attempts = 6, abort = "look" }

[[runbook.phase]]
title = "Then"
box = "1h"
steps = [{ id = "write", title = "Write it down", manual = true, detail = "In the book." }]
"""


def own_file(folder: Path, text: str = OWN) -> Path:
    """The file, as only its owner may read and write it."""
    file = folder / "own.toml"
    file.write_text(text)
    file.chmod(0o600)
    return file
