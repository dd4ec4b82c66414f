"""The one exception tree.

::

    OpsError                 one line for a person: message, remedy
    ├── UsageError           a wrong call (exit 64)
    ├── BadDataError         a file or answer that cannot be used (exit 65)
    ├── ConfigError          configuration: file, key, remedy (exit 78)
    ├── JournalError         the journal cannot be written or read
    │   ├── NotSaved         an entry did not reach the disk
    │   └── JournalRefused   the place is unsafe: a symlink, a foreign owner, read-only
    └── SourceError          a source could not be asked; carries a Failure
"""

from __future__ import annotations

import errno
from pathlib import Path

from data.models.failure import Failure, FailureKind

_TO_DO = {
    errno.ENOENT: "look at its name, and at that of its folder",
    errno.EISDIR: "a folder stands there: name a file",
    errno.ENOTDIR: "what stands before its name is no folder",
    errno.EEXIST: "what stands before its name is no folder",
    errno.EACCES: "see that you may: ls -l shows whose it is",
    errno.EPERM: "see that you may: ls -l shows whose it is",
    errno.ELOOP: "it is a link that leads to itself: name what is meant",
    errno.ENOSPC: "make room on the disk",
    errno.EROFS: "nothing can be written on that disk: name another place",
    errno.ENAMETOOLONG: "give it a shorter name",
}


def remedy_of(error: OSError) -> str:
    """What to do where a file that somebody named cannot be used; empty where that is not known."""
    return _TO_DO.get(error.errno or 0, "")


class OpsError(Exception):
    """Anything the console says to a person in one line; `remedy` is what to do about it."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message

    @property
    def told(self) -> str:
        """What is wrong and what to do about it, as sentences but for the last full stop."""
        return ". ".join(part for part in (self.message, self.remedy) if part)


class UsageError(OpsError):
    """The call itself is wrong."""

    exit_code = 64


class BadDataError(OpsError):
    """A file that was named holds something that cannot be used."""

    exit_code = 65


class ConfigError(OpsError):
    """The configuration cannot be used; says in which file and at which key."""

    exit_code = 78

    def __init__(self, message: str, *, file: Path | None = None, key: str = "", remedy: str = "") -> None:
        place = ": ".join(part for part in (str(file) if file else "", key) if part)
        super().__init__(f"{place}: {message}" if place else message, remedy)
        self.file = file
        self.key = key


class JournalError(OpsError):
    """Something about the journal."""


class NotSaved(JournalError):
    """An entry is not on disk; it is still held in memory."""


class JournalRefused(JournalError):
    """The journal's place cannot be trusted or written."""


class SourceError(OpsError):
    """A source could not be asked or its answer not be used."""

    def __init__(
        self, kind: FailureKind, message: str, remedy: str = "", *, retry_after: float | None = None
    ) -> None:
        super().__init__(message, remedy)
        self.failure = Failure(kind, message, remedy, retry_after)

    @classmethod
    def of(cls, failure: Failure) -> SourceError:
        """The error that a failure is."""
        return cls(failure.kind, failure.message, failure.remedy, retry_after=failure.retry_after)
