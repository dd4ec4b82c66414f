"""What an Alertmanager says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.providers.alertmanager.parse import parse_time
from data.safe import safe

SETTLES_S = 300.0
"""Seconds after its start within which Prometheus has surely told it of every alert again."""


@dataclass(frozen=True, slots=True)
class Server:
    """Its version and cluster in a few words, and how many seconds it has been up, where it tells."""

    words: str = ""
    uptime: float | None = None

    @property
    def settled(self) -> bool:
        """Whether an alert that it does not list has really resolved: it forgets them all at a restart."""
        return self.uptime is None or self.uptime >= SETTLES_S


def parse_server(document: object, now: datetime) -> Server:
    """What the status says; its `uptime` is the time of its start."""
    told = _table(document)
    cluster = _table(told.get("cluster"))
    peers = cluster.get("peers")
    words = f"Alertmanager {safe(_table(told.get('versionInfo')).get('version', 'of no known version'), 40)}"
    if isinstance(peers, list) and peers:
        words += f", {len(peers)} in its cluster ({safe(cluster.get('status', ''), 20)})"
    started = parse_time(told.get("uptime"))
    return Server(words, max(0.0, (now - started).total_seconds()) if started else None)


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
