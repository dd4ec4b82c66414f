"""The node exporter: it tells Prometheus about this machine."""

from __future__ import annotations

from pathlib import Path

from console.lab.monitoring.program import start_listening
from console.lab.ports import HOST
from console.lab.process import Child

_COLLECTORS = ("cpu", "filesystem", "loadavg", "meminfo", "netdev", "time", "uname")


class NodeExporter:
    """One process, with the few collectors that the console asks about."""

    def __init__(self, program: str, folder: Path, port: int) -> None:
        self._port = port
        self.address = f"{HOST}:{port}"
        enabled = [f"--collector.{name}" for name in _COLLECTORS]
        # Loopback counts: all that the lab sends passes there.
        enabled.append("--collector.netdev.device-exclude=^none$")
        argv = [program, f"--web.listen-address={self.address}", "--collector.disable-defaults", *enabled]
        self._child = Child("node exporter", argv, log=folder / "node-exporter.log")

    async def start(self) -> None:
        """Start it; back when it listens. Raises OpsError where it does not."""
        await start_listening(self._child, self._port)

    async def stop(self) -> None:
        """End it."""
        await self._child.stop()
