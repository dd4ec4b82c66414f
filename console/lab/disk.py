"""A small file system of the lab's own, which can be filled without harm."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from console.lab.process import run_once
from data.errors import OpsError

FULL = 0.97
SIZE_MB = 8


class Disk:
    """A file system in memory, where this user may mount one; only root may."""

    def __init__(self, folder: Path) -> None:
        self.mount = folder / "disk"
        self.missing = (
            ""
            if sys.platform == "linux" and os.geteuid() == 0
            else "no disk to fill (only root can mount one)"
        )

    async def start(self) -> None:
        """Mount it; where that is refused, `missing` says so and the lab goes on without."""
        if self.missing:
            return
        self.mount.mkdir(mode=0o700)
        options = f"size={SIZE_MB}m,mode=0700,nosuid,nodev,noexec"
        try:
            await run_once(
                ["/usr/bin/env", "mount", "-t", "tmpfs", "-o", options, "ops-console-lab", str(self.mount)]
            )
        except OpsError as error:
            self.missing = f"no disk to fill ({error.message})"

    async def fill(self) -> None:
        """Use nearly all of it."""
        if self.missing:
            raise OpsError(self.missing)
        await asyncio.to_thread(self._ballast().write_bytes, bytes(int(SIZE_MB * 2**20 * FULL)))

    async def empty(self) -> None:
        """Give the space back."""
        self._ballast().unlink(missing_ok=True)

    def _ballast(self) -> Path:
        return self.mount / "ballast"
