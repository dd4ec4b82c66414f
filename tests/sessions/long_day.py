"""A day with very many entries, as a noisy incident or a mistaken script leaves it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from data.journal.drafting import prepare
from data.journal.names import FileName
from data.models.entry import Draft

_WORDS = ("checked by hand, all is as it was", "restarted the worker", "nothing new from the supplier")


def write_long_day(root: Path, end: datetime, count: int, *, host: str = "bastion-1") -> Path:
    """Write `count` sealed entries up to `end`, one a millisecond, as the journal itself would."""
    file = FileName(end.date(), host).under(root)
    file.parent.mkdir(mode=0o700, parents=True)
    seal, begin = "", end - timedelta(milliseconds=count)
    with file.open("w", encoding="utf-8") as stream:
        for number in range(count):
            draft = Draft("note", {"note": f"{number}: {_WORDS[number % 3]}"})
            at = begin + timedelta(milliseconds=number)
            block, entry = prepare(draft, at=at, by="alice", host=host).sealed(seal)
            stream.write(block)
            seal = entry.seal
    file.chmod(0o600)
    return file
