"""What an error of the disk means to a person, and what can be done about it."""

from __future__ import annotations

import errno

from data.errors import OpsError

_WORDS = {
    errno.ENOSPC: ("the disk is full", "free some space; the console tries again by itself"),
    errno.EDQUOT: ("your share of the disk is used up", "free some space; the console tries again by itself"),
    errno.EROFS: ("the journal's disk is read-only", "copy what is not saved, then look at the disk"),
    errno.EIO: ("the disk reports an error", "copy what is not saved, then look at the disk"),
    errno.EACCES: ("the journal's folder may not be written", "give yourself the right, or use --log-dir"),
    errno.EPERM: ("the journal's folder may not be written", "give yourself the right, or use --log-dir"),
    errno.EMFILE: ("too many files are open", "the console tries again by itself"),
    errno.ENFILE: ("too many files are open", "the console tries again by itself"),
    errno.ENOTDIR: ("a file stands where a folder should be", "move it away, or use --log-dir"),
    errno.EFBIG: ("the journal's file may not grow any more", "look at ulimit -f and the disk"),
}


def in_words(error: OSError | OpsError) -> tuple[str, str]:
    """What happened and the remedy, one line each."""
    if isinstance(error, OpsError):
        return error.message, error.remedy or "the console tries again by itself"
    words = _WORDS.get(error.errno or 0)
    if words is None:
        return f"writing failed: {error.strerror or error}", "the console tries again by itself"
    where = f" ({error.filename})" if error.filename else ""
    return words[0] + where, words[1]
