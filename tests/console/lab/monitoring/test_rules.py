"""What Prometheus is told to reckon and to alert on, read by its own tool."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from console.lab.monitoring.rules import WATCHDOG, rule_groups
from data.alerts.gravity import known
from tests.programs import needs


def _alerts(disk: str | None) -> list[dict[str, Any]]:
    groups = json.loads(json.dumps(rule_groups(disk)))["groups"]
    return [rule for group in groups for rule in group["rules"] if "alert" in rule]


@pytest.mark.parametrize("disk", [None, "/tmp/lab/disk"])
def test_prometheus_finds_nothing_wrong_with_them(tmp_path: Path, disk: str | None) -> None:
    file = tmp_path / "rules.yml"
    file.write_text(json.dumps(rule_groups(disk)))
    done = subprocess.run(
        [needs("promtool"), "check", "rules", "--lint-fatal", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_alert_has_a_severity_that_is_known_and_an_answer() -> None:
    alerts = _alerts("/tmp/lab/disk")
    assert len(alerts) == 7
    assert all(known(alert["labels"]["severity"]) for alert in alerts)
    assert all("runbook" in alert["labels"] or "runbook_url" in alert["annotations"] for alert in alerts)


def test_the_watchdog_needs_nothing_to_fire() -> None:
    watchdog = next(alert for alert in _alerts(None) if alert["alert"] == WATCHDOG)
    assert watchdog["expr"] == "vector(1)"
