"""Prometheus and its node exporter, where the machine has them."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import httpx

from console.lab.ports import HOST
from console.lab.process import Child
from console.lab.services.service import Service
from data.errors import OpsError

PATIENCE_S = 12.0
"""For Prometheus to have figures of every service; it takes its first targets after 5 s."""
_LISTENS_S = 5.0
_FIRST_FIGURES = 'count(rate(http_requests_total{code="200"}[4s]) > 0)'
_COLLECTORS = ("cpu", "filesystem", "loadavg", "meminfo", "netdev", "time", "uname")


def find(program: str) -> str | None:
    """The program's path, or None where it is not installed."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/bin")


class NodeExporter:
    """Tells Prometheus about this machine."""

    def __init__(self, program: str, folder: Path, port: int) -> None:
        self._port = port
        self.address = f"{HOST}:{port}"
        enabled = [f"--collector.{name}" for name in _COLLECTORS]
        argv = [program, f"--web.listen-address={self.address}", "--collector.disable-defaults", *enabled]
        self._child = Child("node exporter", argv, log=folder / "node-exporter.log")

    async def start(self) -> None:
        """Start it; back when it listens. Raises OpsError where it does not."""
        await self._child.start()
        try:
            async with asyncio.timeout(_LISTENS_S):
                while not await _listens(self._port):
                    self._child.check()
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise OpsError(f"node exporter does not listen after {_LISTENS_S:.0f} s") from None

    async def stop(self) -> None:
        """End it."""
        await self._child.stop()


class Prometheus:
    """Scrapes the services every second, and the node exporter where there is one."""

    def __init__(
        self, program: str, folder: Path, port: int, services: Sequence[Service], node: str | None
    ) -> None:
        self.address = f"{HOST}:{port}"
        self._services = len(services)
        self._settings = folder / "prometheus.yml"
        self._settings.write_text(scrape_settings(services, node), encoding="utf-8")
        argv = [
            program,
            f"--config.file={self._settings}",
            f"--storage.tsdb.path={folder / 'prometheus'}",
            "--storage.tsdb.retention.time=6h",
            f"--web.listen-address={self.address}",
            "--log.level=warn",
        ]
        self._child = Child("Prometheus", argv, log=folder / "prometheus.log")

    @property
    def url(self) -> str:
        """Its address as a URL."""
        return f"http://{self.address}"

    async def start(self) -> None:
        """Start it; back when it has figures of all services, or has had long enough for them."""
        await self._child.start()
        query = f"{self.url}/api/v1/query?{urlencode({'query': _FIRST_FIGURES})}"
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S), httpx.AsyncClient(trust_env=False) as client:
                while await _scalar(client, query) < self._services:
                    self._child.check()
                    await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """End it; what it has stored stays for the next start."""
        await self._child.stop()


def scrape_settings(services: Sequence[Service], node: str | None) -> str:
    """Prometheus' configuration, as JSON, which is YAML."""
    jobs: list[dict[str, object]] = [
        {
            "job_name": "services",
            "static_configs": [
                {"targets": [service.address], "labels": {"service": service.name}} for service in services
            ],
        }
    ]
    if node is not None:
        jobs.append({"job_name": "node", "static_configs": [{"targets": [node]}]})
    timing = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "5s"}
    return json.dumps({"global": timing, "scrape_configs": jobs}, indent=1)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True


async def _scalar(client: httpx.AsyncClient, query: str) -> float:
    try:
        found = (await client.get(query, timeout=1.0)).json()["data"]["result"]
    except (httpx.HTTPError, ValueError, KeyError):
        return 0.0
    return float(found[0]["value"][1]) if found else 0.0
