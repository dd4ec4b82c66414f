"""Alertmanager, alone and on loopback: it groups, silences and inhibits what Prometheus sends."""

from __future__ import annotations

import json
from pathlib import Path

from console.lab.monitoring.program import start_listening
from console.lab.ports import HOST
from console.lab.process import Child

_SETTINGS = {
    "route": {
        "receiver": "nobody",
        "group_by": ["alertname", "service"],
        "group_wait": "1s",
        "group_interval": "5s",
        "repeat_interval": "12h",
    },
    # Nothing is sent anywhere: the console looks for itself.
    "receivers": [{"name": "nobody"}],
    "inhibit_rules": [
        {
            "source_matchers": ['severity="critical"'],
            "target_matchers": ['severity="warning"'],
            "equal": ["service"],
        }
    ],
}


class Alertmanager:
    """One process; what it is told, it keeps in the lab's folder for its next start."""

    def __init__(self, program: str, folder: Path, port: int) -> None:
        self._port = port
        self.address = f"{HOST}:{port}"
        settings = folder / "alertmanager.yml"
        # JSON is YAML.
        settings.write_text(json.dumps(_SETTINGS, indent=1), encoding="utf-8")
        argv = [
            program,
            f"--config.file={settings}",
            f"--storage.path={folder / 'alertmanager'}",
            f"--web.listen-address={self.address}",
            # Without a cluster it opens no port but its own.
            "--cluster.listen-address=",
            "--log.level=warn",
        ]
        self._child = Child("Alertmanager", argv, log=folder / "alertmanager.log")

    @property
    def url(self) -> str:
        """Its address as a URL."""
        return f"http://{self.address}"

    async def start(self) -> None:
        """Start it; back when it listens. Raises OpsError where it does not."""
        await start_listening(self._child, self._port)

    async def stop(self) -> None:
        """End it; silences and what was notified stay for the next start."""
        await self._child.stop()
