"""Rights that some tests need, to play disks that are full, read-only or somebody else's."""

from __future__ import annotations

import os
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
