"""The last thing that is done for words the journal could not take: they go where there is room."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.errors import NotSaved
from data.journal.exporting import entry_toml, summary
from data.models.entry import Entry

_FOLDER = "unsaved"
_LAST_WORDS = 1000


def rescued(entries: Sequence[Entry], journal_root: Path) -> NotSaved:
    """Keep `entries` in a file beside the journal, else in the folder for temporary files.

    What to say in the end: where they are, or, where no disk takes them, what they say.
    """
    count = "1 entry is" if len(entries) == 1 else f"{len(entries)} entries are"
    words = f"{count} not on disk"
    text = "".join(entry_toml(entry) for entry in entries).encode("utf-8", "replace")
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.toml"
    for folder in (journal_root.parent / _FOLDER, Path(tempfile.gettempdir())):
        file = folder / f"ops-console-{name}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(file, text)
        except OSError:
            continue
        return NotSaved(words, f"kept in {file}")
    return NotSaved(words, "; ".join(summary(entry) for entry in entries)[:_LAST_WORDS])


def _write(file: Path, text: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(file, flags, 0o600), "wb", buffering=0) as stream:
            while text:
                text = text[stream.write(text) :]
            os.fsync(stream.fileno())
    except OSError:
        file.unlink(missing_ok=True)
        raise
