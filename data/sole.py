"""A duty that only one process on a machine does at a time, whoever is there; let go by death."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from data.errors import JournalError
from data.journal.folders import refusal, unsafe
from data.journal.locking import holder

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Sole:
    """A lock on a small private file in the journal's folder, which must be there.

    The file stays; the lock is the system's and ends with the process, however that ends. It binds
    the processes of one machine. Where locks cannot be had nobody gets the duty, and `why` says so.
    """

    def __init__(self, root: Path, duty: str) -> None:
        self.path = root / f".{duty}.sole"
        self.why = ""
        self.holder = ""
        """Which other process has it, where that is why it could not be taken."""
        self._fd = -1

    def take(self) -> bool:
        """Whether this process has the duty now; never waits. Taking what one has changes nothing."""
        if self.held:
            return True
        self.release()
        self.holder = ""
        try:
            self._fd = os.open(self.path, _FLAGS, 0o600)
            words = unsafe(os.fstat(self._fd))
            if words:
                raise JournalError(f"{self.path} {words}", "move it away")
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.holder = holder(self._fd)
            return self._not(f"{self.holder} has the duty")
        except (OSError, JournalError) as error:
            return self._not(str(refusal(error, self.path) if isinstance(error, OSError) else error))
        self.why = ""
        return self.held

    @property
    def held(self) -> bool:
        """Whether the duty is still this process's: the file may have been taken away under it."""
        if self._fd < 0:
            return False
        try:
            there, mine = os.lstat(self.path), os.fstat(self._fd)
        except OSError:
            return False
        return (there.st_dev, there.st_ino) == (mine.st_dev, mine.st_ino)

    def release(self) -> None:
        """Let somebody else do it."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _not(self, why: str) -> bool:
        self.release()
        self.why = why
        return False
