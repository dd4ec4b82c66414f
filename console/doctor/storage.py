"""The journal's folder: ours alone, writable, with room, and quick to confirm a write."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from console.doctor.finding import Finding, mend, ok, warn

_MEGABYTE = 1_000_000
_LITTLE_ROOM = 200 * _MEGABYTE
_NO_ROOM = 10 * _MEGABYTE
_SLOW_MS = 250.0


def journal_folder(folder: Path, *, read_only: bool) -> Iterator[Finding]:
    """What would keep an entry from being saved there."""
    if folder.is_symlink() and not folder.exists():
        yield mend("journal", f"{folder} is a link that leads nowhere", "mend it, or name another: --log-dir")
        return
    if not folder.exists():
        yield _to_be_made(folder)
        return
    problem = _unsafe(folder)
    if problem:
        yield problem
        return
    yield _room(folder)
    if read_only:
        yield ok("journal", f"{folder} (read-only: nothing was tried)")
    else:
        yield _tried(folder)


def _to_be_made(folder: Path) -> Finding:
    parent = next(parent for parent in folder.absolute().parents if parent.exists())
    if parent.is_dir() and os.access(parent, os.W_OK | os.X_OK):
        return ok("journal", f"{folder} will be made with the first entry")
    why = f"{parent} is not ours to write" if parent.is_dir() else f"{parent} is a file"
    return mend("journal", f"{folder} cannot be made: {why}", "name another: --log-dir")


def _unsafe(folder: Path) -> Finding | None:
    if not folder.is_dir():
        return mend("journal", f"{folder} is not a folder", "move it away, or name another: --log-dir")
    details = folder.stat()
    if details.st_uid != os.geteuid():
        return mend("journal", f"{folder} belongs to somebody else", "name another: --log-dir")
    if details.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return warn("journal", f"{folder} is open to others", f"chmod 700 {folder}")
    return None


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    words = f"{free // _MEGABYTE:,} MB free for the journal"
    if free < _NO_ROOM:
        return mend("disk", words, "make room: entries can soon not be saved")
    if free < _LITTLE_ROOM:
        return warn("disk", words, "make room")
    return ok("disk", words)


def _tried(folder: Path) -> Finding:
    """A real write, confirmed as an entry's is, in a file that is gone at once."""
    began = time.perf_counter()
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"doctor\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        return mend("journal", f"{folder} cannot be written: {error.strerror}", "see the disk, or --log-dir")
    took_ms = (time.perf_counter() - began) * 1000
    if took_ms > _SLOW_MS:
        return warn(
            "journal", f"{folder}: a write takes {took_ms:.0f} ms to be confirmed", "a local disk is quicker"
        )
    return ok("journal", f"{folder}: a write is confirmed in {took_ms:.1f} ms")
