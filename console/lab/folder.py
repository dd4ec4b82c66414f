"""The lab's temporary folder: made private, found from a second terminal, removed without trace."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

_LONGEST_SOCKET_PATH = 100
_BEING_MADE_S = 60.0


def base() -> Path:
    """Where labs live: the folder for temporary files, unless a lab cannot work there."""
    usual = Path(tempfile.gettempdir()).absolute()
    name = len(os.fspath(usual / f"{_prefix()}12345678" / "control.sock"))
    return usual if name <= _LONGEST_SOCKET_PATH and _within_reach(usual) else Path("/tmp")


def make(place: Path | None = None) -> tuple[Path, int]:
    """A new folder only we may enter, and the descriptor whose lock says that it is in use.

    Elsewhere than in `base` it is not found from a second terminal, unless that is told where.
    """
    folder = Path(tempfile.mkdtemp(prefix=_prefix(), dir=place or base()))
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return folder, lock


def socket_of(folder: Path) -> Path:
    """Where the lab in `folder` listens for orders."""
    return folder / "control.sock"


def ours() -> list[Path]:
    """Every lab folder of this user that has a socket, oldest first."""
    found = []
    for folder in base().glob(f"{_prefix()}*"):
        with suppress(OSError):
            status = folder.lstat()
            if status.st_uid == os.geteuid() and socket_of(folder).is_socket():
                found.append((status.st_mtime, folder))
    return [folder for _, folder in sorted(found)]


def beside(folder: Path) -> Path:
    """The second folder of a lab: the database's, where it must belong to another user."""
    return folder.with_name(f"{folder.name}-postgres")


def clear(folder: Path) -> None:
    """Unmount what is mounted in the folder and remove it, and the one beside it."""
    for mount in _mounts_in(folder):
        with suppress(OSError):
            subprocess.run(["umount", "-l", mount], check=False, capture_output=True)
    # A server that is just ending may still write: a few rounds.
    for _ in range(5):
        for place in (folder, beside(folder)):
            shutil.rmtree(place, ignore_errors=True)
        if not folder.exists() and not beside(folder).exists():
            return


def sweep(now: float) -> None:
    """Remove what labs left that were ended with no chance to clean up (a power cut, say).

    `now` is the wall clock as file times have it: a lab that is just being made is left alone.
    """
    for lock_file in base().glob(f"{_prefix()}*/lock"):
        with suppress(OSError):
            lock = os.open(lock_file, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                status = os.fstat(lock)
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if status.st_uid == os.geteuid() and now - status.st_mtime > _BEING_MADE_S:
                    clear(lock_file.parent)
            finally:
                os.close(lock)


def _prefix() -> str:
    return f"ops-console-lab-{os.geteuid()}-"


def _within_reach(place: Path) -> bool:
    """Whether the database's own user, where it has one, gets there."""
    folders = (place, *place.parents)
    return os.geteuid() != 0 or all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def _mounts_in(folder: Path) -> list[str]:
    try:
        table = Path("/proc/self/mounts").read_text(encoding="utf-8")
    except OSError:
        return []
    places = [line.split(" ")[1] for line in table.splitlines() if " " in line]
    return [place for place in places if place.startswith(f"{folder}/")]
