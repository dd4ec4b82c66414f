"""One file of the journal that this process appends to, by a protocol that survives crashes.

Lock, compare with the path, look at the tail and mend it, write once, sync, unlock. Nobody is
told that an entry is saved before all of that. A file whose sync failed is never written again
by this process: what the kernel holds of it cannot be trusted.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from data.errors import JournalError
from data.journal.drafting import Prepared
from data.journal.folders import open_to_append, open_year
from data.journal.locking import lock, unlock
from data.journal.names import FileName
from data.journal.tails import Tail, set_aside, tail_of
from data.models.entry import Entry


class Moved(JournalError):
    """The file was replaced or taken away; it has to be opened again."""


class SyncFailed(JournalError):
    """The disk did not confirm; the file is left as it is, for good."""


class Segment:
    """An open file of today's, or of the day an entry belongs to."""

    def __init__(self, root: Path, name: FileName, *, new: bool = False) -> None:
        """Open it, or make it; `new` insists on making it. Raises JournalRefused, OSError."""
        self.name = name
        self.path = name.under(root)
        self._place = os.fspath(self.path)
        self._folder = open_year(root, name.year)
        try:
            self._fd = open_to_append(self._folder, self.path, new=new)
        except (JournalError, OSError):
            os.close(self._folder)
            raise
        self._identity = _identity(os.fstat(self._fd))
        self._known: tuple[int, int, Tail] | None = None

    def close(self) -> None:
        """Let go of the file; whatever is in it stays."""
        os.close(self._fd)
        os.close(self._folder)

    def append(
        self, batch: Sequence[Prepared], wait_s: float, tell: Callable[[str], None]
    ) -> tuple[list[Entry], str]:
        """Write all of `batch` or nothing; return its entries, and the name of a new ``.torn`` file.

        Raises LockBusy, Moved, SyncFailed, TailUnknown, OSError.
        """
        lock(self._fd, wait_s, tell)
        try:
            tail, torn = self._ready_tail()
            text, entries, seal = _seal_all(batch, tail.seal)
            size = tail.good_end
            data = b"\n" + text if tail.needs_line_end else text
            self._write(data, size)
            status = os.fstat(self._fd)
            if status.st_size != size + len(data):
                os.ftruncate(self._fd, size)
                raise OSError(errno.EIO, "the file is not as long as it should be")
            self._sync()
            self._known = (status.st_size, status.st_mtime_ns, Tail(status.st_size, seal))
        finally:
            unlock(self._fd)
        return entries, torn

    def _ready_tail(self) -> tuple[Tail, str]:
        """The end to append at, mended where a crash tore it."""
        status = self._status()
        known = self._known
        if known is not None and known[0] == status.st_size and known[1] == status.st_mtime_ns:
            return known[2], ""
        tail, torn = tail_of(self._fd, status.st_size), ""
        if tail.good_end < status.st_size:
            torn = set_aside(self._fd, self._folder, self.name, tail.good_end, status.st_size)
            self._sync()
        return tail, torn

    def _status(self) -> os.stat_result:
        """The open file's, got by its path: that tells as well whether it still leads there."""
        try:
            status = os.lstat(self._place)
        except FileNotFoundError:
            status = None
        if status is None or _identity(status) != self._identity:
            raise Moved(f"{self.path} was moved or replaced")
        if status.st_nlink > 1:
            raise Moved(f"{self.path} has a second name")
        return status

    def _write(self, data: bytes, size: int) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._fd, view) :]
        except OSError:
            os.ftruncate(self._fd, size)
            raise

    def _sync(self) -> None:
        try:
            _confirm(self._fd)
        except OSError as error:
            raise SyncFailed(f"the disk did not confirm {self.path.name}: {error.strerror}") from error


def _identity(status: os.stat_result) -> tuple[int, int]:
    """What tells an open file from every other one."""
    return status.st_dev, status.st_ino


def _confirm(fd: int) -> None:
    """Have the disk confirm the data; not every system has the call that leaves the times out."""
    getattr(os, "fdatasync", os.fsync)(fd)


def _seal_all(batch: Sequence[Prepared], seal: str) -> tuple[bytes, list[Entry], str]:
    blocks, entries = [], []
    for prepared in batch:
        block, entry = prepared.sealed(seal)
        blocks.append(block)
        entries.append(entry)
        seal = entry.seal
    return "".join(blocks).encode("utf-8"), entries, seal
