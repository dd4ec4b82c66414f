"""Rights that some tests need, to play disks that are full, read-only or somebody else's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.missing import missing
from tests.programs import needs


def needs_root() -> None:
    """Without the rights of root the test is skipped, but under CI it fails."""
    if os.geteuid() != 0:
        missing("this test needs the rights of root")


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Make a folder read-only, also for root."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)
        return
    copy = shutil.copytree(folder, folder.with_name("copy"))
    shutil.rmtree(folder)
    with small_disk(folder) as disk:
        shutil.copytree(copy, disk, dirs_exist_ok=True)
        subprocess.run([needs("mount"), "-o", "remount,ro", disk], check=True)
        yield


@contextmanager
def small_disk(folder: Path, options: str = "size=64k") -> Iterator[Path]:
    """A disk of its own, in memory, mounted at `folder`."""
    needs_root()
    mount, umount = needs("mount"), needs("umount")
    folder.mkdir(mode=0o700)
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"mode=700,{options}", "tmpfs", folder], capture_output=True
    )
    if made.returncode:
        missing(f"cannot mount a disk: {made.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run([umount, "--lazy", folder], check=True)
