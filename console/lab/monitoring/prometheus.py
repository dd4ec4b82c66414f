"""Prometheus: it scrapes the lab's services, and alerts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx

from console.lab.monitoring.rules import WATCHDOG, rule_groups
from console.lab.ports import HOST
from console.lab.process import Child
from console.lab.services.service import Service

_PATIENCE_S = 12.0
"""For Prometheus to have figures of every service, and to be heard; both begin after 5 s."""
_FIRST_FIGURES = 'count(sum by (service) (rate(http_requests_total{code="200"}[4s])) > 0)'


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The addresses of what Prometheus asks and tells beside the services, where it is there."""

    platform: str
    node: str | None = None
    alertmanager: str | None = None
    disk: str | None = None
    """Where the lab's own disk is mounted."""


class Prometheus:
    """Scrapes every second, and sends its alerts on."""

    def __init__(
        self, program: str, folder: Path, port: int, services: Sequence[Service], around: Surroundings
    ) -> None:
        self.address = f"{HOST}:{port}"
        self._services = len(services)
        self._manager = around.alertmanager
        rules, settings = folder / "rules.yml", folder / "prometheus.yml"
        # JSON is YAML.
        rules.write_text(json.dumps(rule_groups(around.disk), indent=1), encoding="utf-8")
        settings.write_text(json.dumps(scrape_settings(services, around, rules), indent=1), encoding="utf-8")
        argv = [
            program,
            f"--config.file={settings}",
            f"--storage.tsdb.path={folder / 'prometheus'}",
            "--storage.tsdb.retention.time=6h",
            f"--web.listen-address={self.address}",
            # It knows its Alertmanager only after 5 s: what it says before is heard soon after.
            "--rules.alert.resend-delay=2s",
            "--log.level=warn",
        ]
        self._child = Child("Prometheus", argv, log=folder / "prometheus.log")

    @property
    def url(self) -> str:
        """Its address as a URL."""
        return f"http://{self.address}"

    async def start(self) -> None:
        """Start it; back when it has figures of all services and is heard, or has had long enough."""
        await self._child.start()
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S), httpx.AsyncClient(trust_env=False) as client:
                while not await self._at_work(client):
                    self._child.check()
                    await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """End it; what it has stored stays for the next start."""
        await self._child.stop()

    async def _at_work(self, client: httpx.AsyncClient) -> bool:
        query = f"{self.url}/api/v1/query?{urlencode({'query': _FIRST_FIGURES})}"
        if await _scalar(client, query) < self._services:
            return False
        return self._manager is None or await _heard(client, self._manager)


def scrape_settings(services: Sequence[Service], around: Surroundings, rules: Path) -> dict[str, object]:
    """Prometheus' configuration."""
    jobs: list[dict[str, object]] = [
        {
            "job_name": "services",
            "static_configs": [
                {"targets": [service.address], "labels": {"service": service.name}} for service in services
            ],
        },
        {"job_name": "platform", "static_configs": [{"targets": [around.platform]}]},
    ]
    if around.node is not None:
        jobs.append({"job_name": "node", "static_configs": [{"targets": [around.node]}]})
    timing = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "5s"}
    settings: dict[str, object] = {"global": timing, "rule_files": [str(rules)], "scrape_configs": jobs}
    if around.alertmanager is not None:
        managers = [{"static_configs": [{"targets": [around.alertmanager]}]}]
        settings["alerting"] = {"alertmanagers": managers}
    return settings


async def _scalar(client: httpx.AsyncClient, query: str) -> float:
    try:
        found = (await client.get(query, timeout=1.0)).json()["data"]["result"]
    except (httpx.HTTPError, ValueError, KeyError):
        return 0.0
    return float(found[0]["value"][1]) if found else 0.0


async def _heard(client: httpx.AsyncClient, manager: str) -> bool:
    """Whether the alert that always fires has arrived."""
    query = urlencode({"filter": f'alertname="{WATCHDOG}"'})
    try:
        return bool((await client.get(f"http://{manager}/api/v2/alerts?{query}", timeout=1.0)).json())
    except (httpx.HTTPError, ValueError):
        return False
