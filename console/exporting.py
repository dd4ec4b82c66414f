"""Writes a text that a person wants to take away."""

from __future__ import annotations

import os
from pathlib import Path

_FOLDER = "exports"


def write_export(journal_root: Path, name: str, text: str) -> str:
    """Write `text` beside the journal, readable by its owner only; what to tell the person."""
    folder = journal_root.parent / _FOLDER
    file = folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        return f"Not written: {file}: {error.strerror}"
    return f"Written: {file}"
