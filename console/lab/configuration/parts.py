"""What runs on this machine, as sources."""

from __future__ import annotations

from typing import Any

from console.lab.environment import MONITOR_DSN
from console.lab.monitoring.rules import WATCHDOG
from console.lab.questions.business import business
from console.lab.questions.monitoring import network, objectives, platform, traffic
from console.lab.scene import Scene

Table = dict[str, Any]

# While boto3 is loaded, everything else in the console waits for its turn.
_PATIENCE = "8s"
# What the backup's check prints feeds these.
_BACKUP = ("age_h", "size_bytes", "size_ratio_pct", "offsite", "integrity", "restore_test_age_d")


def parts(scene: Scene) -> dict[str, Any]:
    """Every part of the scene as a source."""
    tables: dict[str, Any] = {
        "http": [_http(service.name, f"{service.url}/health") for service in scene.services],
        "tls": [
            {
                "name": "site certificate",
                "group": "tls",
                "address": scene.site.address,
                "ca_file": str(scene.site.authority),
                "every": "2s",
                "timeout": _PATIENCE,
            }
        ],
        "postgres": [_database(scene)],
        "host": [_host(scene)],
        "command": [_backup(scene)],
    }
    if scene.prometheus:
        tables["prometheus"] = [_prometheus(scene.prometheus.url, scene)]
    if scene.alertmanager:
        tables["alertmanager"] = [_alertmanager(scene.alertmanager.url, scene.prometheus is not None)]
    return tables


def _http(name: str, url: str) -> Table:
    return {
        "name": name,
        "group": "services",
        "url": url,
        "expect_status": [200],
        "expect_json": {"status": "ok"},
        "every": "2s",
        "timeout": "3s",
    }


def _database(scene: Scene) -> Table:
    return {
        "name": "db main",
        "group": "database",
        "dsn_file": str(scene.folder / MONITOR_DSN),
        "every": "2s",
        "timeout": _PATIENCE,
        "query": [{**question, "every": "5s"} for question in business()],
    }


def _host(scene: Scene) -> Table:
    mounts = ["/"] if scene.disk.missing else ["/", str(scene.disk.mount)]
    return {"name": "this host", "group": "host", "mounts": mounts, "every": "2s", "timeout": _PATIENCE}


def _backup(scene: Scene) -> Table:
    return {
        "name": "backup nightly",
        "group": "backup",
        "argv": scene.backups.check,
        "signals": {label: f"backup.{label}" for label in _BACKUP},
        "every": "2s",
        "timeout": _PATIENCE,
    }


def _prometheus(url: str, scene: Scene) -> Table:
    names = [service.name for service in scene.services]
    return {
        "name": "prom",
        "group": "api",
        "url": url,
        "every": "2s",
        "timeout": _PATIENCE,
        "max_age": "10s",
        "query": [*traffic(names), *platform(), *(network() if scene.node else ())],
        "slo": objectives(names),
    }


def _alertmanager(url: str, prometheus: bool) -> Table:
    watched = {"watchdog": WATCHDOG} if prometheus else {}
    return {
        "name": "alerts",
        "group": "alerts",
        "url": url,
        "every": "2s",
        "timeout": _PATIENCE,
        "max_alerts": 1000,
        **watched,
    }
