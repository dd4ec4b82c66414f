"""A journal in a temporary folder, on a clock that stands still."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from data.journal.drafting import prepare
from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.timekeeping import Timekeeper

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = "2026/2026-11-20.bastion-1.toml"
EVIDENCE = {
    "source": "prom",
    "signal": "api.error_rate_pct",
    "value": 0.12,
    "unit": "%",
    "threshold": 1.0,
    "policy": "manual",
    "section": "Morning Health Check",
    "observed_at": NOON,
    "digest": "sha256:" + "9f" * 32,
}
CHECKED = Draft(
    "item.checked",
    {
        "run": "manual-morning-2026-11-20",
        "item": "error-rate",
        "verdict": "pass",
        "count": 123456,
        "note": 'Åsa said "fine" \n[[entry]]\n \x1b[31m',
        "evidence": [EVIDENCE],
    },
)


class StillTime:
    """A clock that only tests move."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment
        self.seconds = 1000.0

    def now(self) -> datetime:
        """The moment that was set."""
        return self.moment

    def elapsed(self) -> float:
        """The seconds that were set."""
        return self.seconds


@contextmanager
def opened(
    root: Path,
    *,
    by: str = "alice",
    host: str = "bastion-1",
    zone: str = "UTC",
    time: Timekeeper | None = None,
) -> Iterator[Journal]:
    """A journal in `root`; it must be able to save everything before the end."""
    journal = Journal.open(root, by=by, host=host, zone=ZoneInfo(zone), time=time or StillTime())
    try:
        yield journal
    finally:
        assert journal.close(30.0) == ()


def sealed_file(drafts: Sequence[Draft]) -> tuple[bytes, list[Entry]]:
    """The bytes of a file that holds these drafts, as the journal writes them, and its entries."""
    seal = ""
    blocks, entries = [], []
    for draft in drafts:
        block, entry = prepare(draft, at=NOON, by="alice", host="bastion-1").sealed(seal)
        seal = entry.seal
        blocks.append(block)
        entries.append(entry)
    return "".join(blocks).encode(), entries


def notes(count: int) -> list[Draft]:
    """So many notes."""
    return [Draft("note", {"note": f"number {number}"}) for number in range(count)]


def put(root: Path, data: bytes, name: str = TODAY) -> Path:
    """Lay a file down in a journal's folder."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.write_bytes(data)
    file.chmod(0o600)
    return file


def parsed(file: Path) -> list[dict[str, Any]]:
    """The entries of a file, as any TOML parser reads them."""
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get("entry", [])
    return entries
