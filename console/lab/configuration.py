"""Writes the configuration that opens the console on the lab."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tomli_w

from console.lab.environment import ADMIN_DSN, MONITOR_DSN
from console.lab.monitoring.rules import WATCHDOG
from console.lab.questions.business import business
from console.lab.questions.monitoring import network, platform, traffic
from console.lab.scene import Scene
from data.config.places import state_dir

Table = dict[str, Any]

# What the backup's check prints feeds these.
_BACKUP = ("age_h", "size_bytes", "size_ratio_pct", "offsite", "integrity", "restore_test_age_d")


def write_configuration(scene: Scene) -> Path:
    """Write it, and beside it the files of the secrets it names; the path of the first."""
    if scene.accounts:
        _private(scene.folder / MONITOR_DSN, scene.accounts.monitor)
        _private(scene.folder / ADMIN_DSN, scene.accounts.admin)
    file = scene.folder / "config.toml"
    _private(file, tomli_w.dumps(configuration(scene)))
    return file


def configuration(scene: Scene) -> Table:
    """Every part of the scene as a source."""
    tables: Table = {
        "console": {
            "environment": "lab",
            "policy": "manual",
            "timezone": "Europe/London",
            "log_dir": str(state_dir(os.environ) / "lab" / "journal"),
        },
        "http": [_http(service.name, f"{service.url}/health") for service in scene.services],
        "tls": [
            {
                "name": "site certificate",
                "group": "tls",
                "address": scene.site.address,
                "ca_file": str(scene.site.authority),
                "every": "2s",
                "timeout": "2s",
            }
        ],
        "postgres": [_database(scene)],
        "host": [_host(scene)],
        "command": [_backup(scene)],
    }
    if scene.prometheus:
        tables["prometheus"] = [_prometheus(scene.prometheus.url, scene.node is not None)]
    if scene.alertmanager:
        tables["alertmanager"] = [_alertmanager(scene.alertmanager.url, scene.prometheus is not None)]
    return tables


def _http(name: str, url: str) -> Table:
    return {
        "name": name,
        "group": "api",
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
        "timeout": "3s",
        "query": [{**question, "every": "5s"} for question in business()],
    }


def _host(scene: Scene) -> Table:
    mounts = ["/"] if scene.disk.missing else ["/", str(scene.disk.mount)]
    return {"name": "this host", "group": "host", "mounts": mounts, "every": "2s", "timeout": "2s"}


def _backup(scene: Scene) -> Table:
    return {
        "name": "backup nightly",
        "group": "backup",
        "argv": scene.backups.check,
        "signals": {label: f"backup.{label}" for label in _BACKUP},
        "every": "5s",
        "timeout": "3s",
    }


def _prometheus(url: str, node: bool) -> Table:
    return {
        "name": "prom",
        "group": "api",
        "url": url,
        "every": "2s",
        "timeout": "2s",
        "max_age": "10s",
        "query": [*traffic(), *platform(), *(network() if node else ())],
    }


def _alertmanager(url: str, prometheus: bool) -> Table:
    watched = {"watchdog": WATCHDOG} if prometheus else {}
    return {"name": "alerts", "group": "alerts", "url": url, "every": "2s", "timeout": "2s", **watched}


def _private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
