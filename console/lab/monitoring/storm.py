"""Five hundred alerts at once, as when a network fails; and all of them resolved again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx

from console.lab.monitoring.alertmanager import Alertmanager
from data.errors import OpsError
from data.timekeeping import Timekeeper

STORM = 500
"""Alerts."""
_SEVERITIES = ("critical", "warning", "warning", "warning", "info")
_NAMES = ("HostUnreachable", "PacketLoss", "QueueGrowing", "ReplicaBehind", "CertificateUnread")
_LASTS = timedelta(hours=2)
_PATIENCE_S = 10.0


class Storm:
    """Comes over an Alertmanager, and goes."""

    def __init__(self, manager: Alertmanager, time: Timekeeper) -> None:
        self._manager = manager
        self._time = time
        self._began: datetime | None = None

    async def come(self) -> None:
        """All fire."""
        self._began = self._time.now()
        await self._tell(self._began + _LASTS)

    async def go(self) -> None:
        """All have resolved."""
        await self._tell(self._time.now())

    async def _tell(self, ends: datetime) -> None:
        if self._began is None:
            return
        alerts = storm(self._began, ends)
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_S) as client:
                (await client.post(f"{self._manager.url}/api/v2/alerts", json=alerts)).raise_for_status()
        except httpx.HTTPError as error:
            raise OpsError(f"Alertmanager: {error or 'no answer'}") from error


def storm(began: datetime, ends: datetime) -> list[dict[str, Any]]:
    """The alerts as they are told to Alertmanager; the first began ten seconds before the last."""
    return [
        {
            "labels": {
                "alertname": _NAMES[number // len(_SEVERITIES) % len(_NAMES)],
                "severity": _SEVERITIES[number % len(_SEVERITIES)],
                # A service of its own each, so that none inhibits another.
                "service": f"rack-{number:03}",
                "region": f"zone-{number % 3}",
            },
            "annotations": {"summary": f"rack-{number:03} cannot be reached"},
            "startsAt": (began - timedelta(seconds=10 * (STORM - number) / STORM)).isoformat(),
            "endsAt": ends.isoformat(),
        }
        for number in range(STORM)
    ]
