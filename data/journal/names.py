"""How the journal's files are called: a folder a year, a file a day and machine, segments.

``2026/2026-11-20.bastion-1.toml``, then ``….2.toml`` where a second one was needed; bytes that
a crash tore off lie beside in ``….torn``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LAST_SEGMENT = 99
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.(.+?)(?:\.([1-9]\d{0,3}))?\.(toml|torn)")
_TORN_COUNT = re.compile(r"\.t\d+$")


@dataclass(frozen=True, slots=True, order=True)
class FileName:
    """What a file's name says."""

    day: date
    host: str
    segment: int = 1
    torn: bool = False

    @property
    def name(self) -> str:
        """The name itself, without folder."""
        number = f".{self.segment}" if self.segment > 1 else ""
        return f"{self.day.isoformat()}.{self.host}{number}.{'torn' if self.torn else 'toml'}"

    @property
    def year(self) -> str:
        """The name of the folder."""
        return f"{self.day.year:04}"

    def under(self, root: Path) -> Path:
        """The path below the journal's folder."""
        return root / self.year / self.name


def parse_name(name: str) -> FileName | None:
    """What a name says, or None where it is no file of a journal."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    torn = match[4] == "torn"
    host = _TORN_COUNT.sub("", match[2]) if torn else match[2]
    return FileName(day, host, int(match[3] or 1), torn)


def file_host(host: str) -> str:
    """The machine's name as it can stand in a file name, not to be mistaken for a segment."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", host).strip(".-")[:64].strip(".-")
    if re.search(r"(?:^|\.)t?\d+$", name):
        name = name.replace(".", "-")
    return name or "unknown"
