"""Processes found by the HOME that they were given: whose they are, whoever started them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def processes_of(home: Path) -> list[int]:
    """The numbers of the processes that live in this home, zombies apart."""
    wanted = f"HOME={home}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return [number for number in found if number != os.getpid()]
