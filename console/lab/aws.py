"""An AWS interface on loopback: moto's server. Slow to start, so it comes when the rest is ready."""

from __future__ import annotations

import sys
from pathlib import Path

from console.lab.ports import HOST
from console.lab.process import Child


class Aws:
    """moto's server as a child."""

    def __init__(self, folder: Path, port: int) -> None:
        self._port = port
        # Its start takes seconds of work that nobody waits for: whatever else runs goes first.
        polite = ["/usr/bin/env", "nice", "-n", "10", sys.executable, "-P", "-m"]
        argv = [*polite, "moto.server", "-H", HOST, "-p", str(self._port)]
        self._child = Child("moto", argv, log=folder / "moto.log")

    @property
    def url(self) -> str:
        """Where it answers, once it has started."""
        return f"http://{HOST}:{self._port}"

    async def start(self) -> None:
        """Start it, without waiting until it answers."""
        await self._child.start()

    async def stop(self) -> None:
        """End it."""
        await self._child.stop()
