"""Half-written notes and the place of the cursor, kept so that a killed console loses neither.

They lie beside the journal and are no part of it: one small file a run and person, replaced whole,
readable by its owner only. Losing one is a pity, never an error.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomli_w

from data.private_file import replace_file

_FOLDER = "drafts"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_SIZE_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class HalfWritten:
    """What somebody had not finished: the item under the cursor, and notes by item; "" is the run's."""

    cursor: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.cursor and not any(self.notes.values())


class DraftStore:
    """The drafts of one person under a journal's folder."""

    def __init__(self, journal_root: Path, by: str) -> None:
        self._folder = journal_root / _FOLDER
        self._by = by

    def load(self, run: str) -> HalfWritten:
        """What was left of a run; nothing where there is none, or it cannot be read."""
        try:
            descriptor = os.open(self._file(run), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as stream:
                content = tomllib.loads(stream.read(_SIZE_LIMIT).decode("utf-8"))
        except (OSError, ValueError, RecursionError):
            return HalfWritten()
        cursor, notes = content.get("cursor", ""), content.get("notes", {})
        if not isinstance(cursor, str) or not isinstance(notes, dict):
            return HalfWritten()
        return HalfWritten(cursor, {item: text for item, text in notes.items() if isinstance(text, str)})

    def save(self, run: str, half: HalfWritten) -> bool:
        """Keep what is half written, or forget it where that is nothing; False where it cannot be kept."""
        if half.empty:
            return self.discard(run)
        notes = {item: text for item, text in half.notes.items() if text}
        content = tomli_w.dumps({"run": run, "cursor": half.cursor, "notes": notes})
        try:
            replace_file(self._file(run), content.encode("utf-8", "replace"))
        except OSError:
            return False
        return True

    def discard(self, run: str) -> bool:
        """Forget a run's drafts; False where they cannot be removed."""
        try:
            self._file(run).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _file(self, run: str) -> Path:
        """A name without surprises, and the same for no two runs or people."""
        told = _UNSAFE.sub("_", f"{run}.{self._by}")[:120]
        mark = hashlib.sha256(f"{run}\0{self._by}".encode("utf-8", "replace")).hexdigest()[:8]
        return self._folder / f"{told}-{mark}.toml"
