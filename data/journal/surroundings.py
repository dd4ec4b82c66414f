"""What about the journal's place deserves a warning, and what forbids writing there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from data.journal.faults import in_words
from data.journal.folders import make_root

_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "lustre", "fuse.sshfs", "fuse.s3fs")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def why_view_only(root: Path, year: str) -> str:
    """Why nothing can be written under `root`, which is made where it is missing; empty where it can."""
    try:
        make_root(root)
    except OSError as error:
        return f"{root}: {in_words(error)[0]}"
    for folder in (root, root / year):
        if folder.exists() and not folder.is_dir():
            return f"{folder} is a file, not a folder"
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK, effective_ids=True):
            return f"{folder} may not be written"
    return ""


def warnings_of(root: Path, year: str, mounts: str | None = None) -> tuple[str, ...]:
    """What a person should know of the place, one sentence each.

    `mounts` is the text of ``/proc/self/mountinfo``, read where it is not given.
    """
    found = []
    for folder in (root, root / year):
        try:
            status = folder.stat()
        except OSError:
            continue
        if status.st_mode & _OTHERS:
            mode = stat.S_IMODE(status.st_mode)
            found.append(f"{folder} is open to others (mode {mode:04o}): chmod 700 {folder}")
        if status.st_uid != os.geteuid():
            found.append(f"{folder} belongs to another user (number {status.st_uid})")
    kind = file_system(root, mounts)
    if kind.startswith(_NETWORK):
        found.append(
            f"{root} is on a network file system ({kind}): each machine writes its own file, "
            "and an entry is only as safe as the server says"
        )
    return tuple(found)


def file_system(path: Path, mounts: str | None = None) -> str:
    """The kind of file system that holds `path`, as the kernel names it; empty where unknown."""
    try:
        device = path.stat().st_dev
        text = (
            Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
            if mounts is None
            else mounts
        )
    except OSError:
        return ""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    kind = ""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        if before.split()[2:3] == [wanted]:
            kind = after.split(" ", 1)[0]
    return kind
