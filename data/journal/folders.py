"""The journal's folders and files, opened so that nothing foreign is followed or written."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from data.errors import JournalRefused

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def make_root(root: Path) -> None:
    """Make the journal's folder, and those above it, where they are missing; private. Raises OSError."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def open_year(root: Path, year: str) -> int:
    """The year's folder, made where it is missing. Raises JournalRefused, OSError."""
    make_root(root)
    path = root / year
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        made = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            sync_folder(made)
        finally:
            os.close(made)
    try:
        fd = os.open(path, _FOLDER_FLAGS)
    except OSError as error:
        raise refusal(error, path) from error
    if os.fstat(fd).st_uid != os.geteuid():
        os.close(fd)
        raise JournalRefused(f"{path} belongs to somebody else", "use another folder with --log-dir")
    return fd


def open_to_append(folder: int, path: Path, *, new: bool = False) -> int:
    """The file at `path`, in the open `folder`; `new` insists that it is not there yet.

    Raises JournalRefused for a symbolic link, something that is no plain file, one with a
    second name or of another owner; OSError.
    """
    name = path.name
    flags = os.O_RDWR | os.O_APPEND | _FILE_FLAGS
    try:
        fd = os.open(name, flags | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=folder)
    except FileExistsError:
        if new:
            raise
    else:
        sync_folder(folder)
        return fd
    try:
        fd = os.open(name, flags, dir_fd=folder)
    except OSError as error:
        raise refusal(error, path) from error
    words = unsafe(os.fstat(fd))
    if words:
        os.close(fd)
        raise JournalRefused(f"{path} {words}: nothing is written into it", "move it away")
    return fd


def open_to_read(path: Path) -> int:
    """The file, to read. Raises JournalRefused where it is no plain file, OSError."""
    try:
        fd = os.open(path, os.O_RDONLY | _FILE_FLAGS)
    except OSError as error:
        raise refusal(error, path) from error
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise JournalRefused(f"{path} is no plain file: it is not read", "move it away")
    return fd


def sync_folder(fd: int) -> None:
    """See that a new name in a folder is on disk, where the file system can do that."""
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def unsafe(status: os.stat_result) -> str:
    """Why a file must not be written, in words; empty where it may."""
    if not stat.S_ISREG(status.st_mode):
        return "is no plain file"
    if status.st_uid != os.geteuid():
        return f"belongs to another user (number {status.st_uid})"
    if status.st_nlink > 1:
        return "has a second name (a hard link)"
    return ""


def refusal(error: OSError, path: Path) -> OSError | JournalRefused:
    """The error, in better words where the place itself is the trouble."""
    if error.errno == errno.ELOOP or (error.errno == errno.ENOTDIR and path.is_symlink()):
        return JournalRefused(f"{path} is a symbolic link: it is not followed", "move it away")
    if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.ENXIO):
        return JournalRefused(f"{path} is not what it should be: {error.strerror}", "move it away")
    return error
