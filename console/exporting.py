"""Writes texts that a person wants to take away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.private_file import put_file

_FOLDER = "exports"


def write_exports(journal_root: Path, texts: Mapping[str, str]) -> str:
    """Write texts, by the names of their files, beside the journal; what to tell the person.

    That is where the first one is, or which could not be written.
    """
    folder = journal_root.parent / _FOLDER
    failed = ""
    for name, text in texts.items():
        try:
            put_file(folder / name, text)
        except OSError as error:
            failed = failed or f"Not written: {folder / name}: {error.strerror}"
    return failed or f"Written: {folder / next(iter(texts))}"
