"""Writes the configuration that opens the console on the lab."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tomli_w

from console.lab.environment import ADMIN_DSN, MONITOR_DSN
from console.lab.scene import Scene

Table = dict[str, Any]

_WINDOW = "15s"
_UP = 'and on (service) up{job="services"} == 1'


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
        "console": {"environment": "lab", "policy": "manual", "timezone": "Europe/London"},
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
        tables["prometheus"] = [_prometheus(scene.prometheus.url)]
    return tables


def _http(name: str, url: str) -> Table:
    return {
        "name": name,
        "group": "api",
        "url": url,
        "expect_status": [200],
        "expect_json": {"status": "ok"},
        "every": "2s",
        "timeout": "4s",
    }


def _database(scene: Scene) -> Table:
    return {
        "name": "db main",
        "group": "database",
        "dsn_file": str(scene.folder / MONITOR_DSN),
        "every": "2s",
        "timeout": "3s",
        "query": [
            _query(
                "business.active_users", "select count(distinct user_id) from app.sessions where seen > {day}"
            ),
            _query("business.sign_ups", "select count(*) from app.users where signed_up > {day}"),
            _query("business.projects_created", "select count(*) from app.projects where created > {day}"),
            _query("business.revenue", "select sum(pounds) from app.payments where paid > {day}", "£"),
            _query(
                "support.response_h",
                "select avg(extract(epoch from answered - opened)) / 3600 from app.tickets",
                "h",
            ),
            _query("support.satisfaction", "select avg(satisfaction) from app.tickets"),
        ],
    }


def _query(signal: str, sql: str, unit: str = "") -> Table:
    text = sql.replace("{day}", "now() - interval '1 day'")
    return {"signal": signal, "sql": text, "unit": unit, "every": "5s"}


def _host(scene: Scene) -> Table:
    mounts = ["/"] if scene.disk.missing else ["/", str(scene.disk.mount)]
    return {"name": "this host", "group": "host", "mounts": mounts, "every": "2s", "timeout": "2s"}


def _backup(scene: Scene) -> Table:
    return {
        "name": "backup nightly",
        "group": "backup",
        "argv": scene.backups.check,
        "every": "5s",
        "timeout": "3s",
    }


def _prometheus(url: str) -> Table:
    rate = f"rate(http_requests_total[{_WINDOW}])"
    failed = f'rate(http_requests_total{{code=~"5.."}}[{_WINDOW}])'
    buckets = f"rate(http_request_duration_seconds_bucket[{_WINDOW}])"
    by_service = {
        "api.p95_ms": (f"1000 * histogram_quantile(0.95, sum by (le, service) ({buckets})) {_UP}", "ms"),
        "api.error_rate_pct": (f"100 * sum by (service) ({failed}) / sum by (service) ({rate}) {_UP}", "%"),
    }
    return {
        "name": "prom",
        "group": "api",
        "url": url,
        "every": "2s",
        "timeout": "2s",
        "query": [
            *(
                {"signal": signal, "promql": promql, "unit": unit, "labels": ["service"]}
                for signal, (promql, unit) in by_service.items()
            ),
            {"signal": "api.throughput_rps", "promql": f"sum({rate})", "unit": "rps"},
        ],
    }


def _private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
