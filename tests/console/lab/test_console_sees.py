"""What the console says of each fault: the right source fails or has no data, and never passes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from console.cli.run import run
from console.lab.lab import Lab
from data.catalogue import catalogue
from tests.console.lab.asking import eventually
from tests.console.lab.signals import ALIVE, ASLEEP, DEPENDS
from tests.lab_environment import broken
from tests.missing import missing

pytestmark = pytest.mark.lab

_API = "project-management-api"
# Fault: the policy to judge by, what is watched (source, signal), and the verdicts that are right.
_EXPECTED: dict[str, tuple[str, dict[tuple[str, str], set[str]]]] = {
    "db-down": (
        "manual",
        {
            ("db main", "db.up"): {"fail"},
            ("db main", "db.connections_pct"): {"error", "no-data"},
            ("db main", "business.active_users"): {"error", "no-data"},
        },
    ),
    "db-connections": ("manual", {("db main", "db.connections_pct"): {"fail"}}),
    "db-slow": ("skafu", {("db main", "db.query_mean_ms"): {"warn", "fail"}}),
    "api-500": (
        "manual",
        {
            (_API, "http.up"): {"fail"},
            ("prom", "api.error_rate_pct"): {"fail"},
            ("prom", "slo.burn_rate"): {"fail"},
        },
    ),
    "api-slow": (
        "skafu",
        {(_API, "http.latency_ms"): {"fail"}, ("prom", "api.p95_ms"): {"fail"}},
    ),
    "api-hang": ("manual", {(_API, ""): {"error"}, ("prom", "api.p95_ms"): {"no-data"}}),
    "cert-6-days": ("manual", {("site certificate", "tls.days_left"): {"fail"}}),
    "cert-expired": ("manual", {("site certificate", "tls.valid"): {"fail"}}),
    "target-gone": (
        "manual",
        {("prom", "api.p95_ms"): {"no-data"}, ("prom", "api.error_rate_pct"): {"no-data"}},
    ),
    "disk-full": ("manual", {("this host", "host.disk_pct"): {"warn", "fail"}}),
    "prom-stop": ("manual", {("prom", ""): {"error"}, ("alerts", "alerts.watchdog"): {"fail"}}),
    "backup-small": (
        "manual",
        {
            ("backup nightly", "backup.size_ratio_pct"): {"fail"},
            ("backup nightly", "command.state"): {"fail"},
            ("alerts", "alerts.firing"): {"warn"},
        },
    ),
    "backup-missing": (
        "skafu",
        {("backup nightly", "backup.age_h"): {"fail"}, ("alerts", "alerts.firing"): {"fail"}},
    ),
    "vendor-down": (
        "lab",
        {
            ("cloudflare status", "vendor.up"): {"fail"},
            ("github status", "vendor.up"): {"pass"},
        },
    ),
    "deploy-failed": (
        "lab",
        {
            ("github", "deploy.failed"): {"fail"},
            ("github", "ci.failed"): {"warn"},
            ("vercel", "vercel.failed"): {"fail"},
        },
    ),
    "alertmanager-stop": ("manual", {("alerts", ""): {"error"}, ("alerts", "alerts.firing"): {"no-data"}}),
    "alert-storm": ("manual", {("alerts", "alerts.firing"): {"fail"}}),
}
_WITHIN_S = 180.0

Check = Callable[..., dict[str, Any]]


@pytest.fixture
def check(lab: Lab, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Check]:
    """Asks the lab's sources once, judged by a policy: all of them, or one."""

    def once(policy: str, only: str = "*") -> dict[str, Any]:
        options = ["--config", str(lab.config_path), "--policy", policy, "--log-dir", str(tmp_path / "log")]
        run(["check", "--json", "--only", only, *options], os.environ)
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    yield once


def _verdict(answer: dict[str, Any], source: str, signal: str) -> str:
    """The worst verdict of one signal of a source, or of the source itself where none is named."""
    if not signal:
        return next(str(row["verdict"]) for row in answer["sources"] if row["name"] == source)
    rows = [row for row in answer["readings"] if (row["source"], row["signal"]) == (source, signal)]
    order = ["pass", "warn", "stale", "no-data", "error", "fail"]
    return max((str(row["verdict"]) for row in rows), key=order.index, default="no-data")


def test_all_is_well_and_every_signal_is_there(check: Check, lab: Lab) -> None:
    if not {"LAB_PROMETHEUS", "LAB_ALERTMANAGER", "LAB_NODE_EXPORTER"} <= lab.env().keys():
        missing("Prometheus is not installed")
    end = time.monotonic() + _WITHIN_S
    while (odd := _odd(check("lab"))) and time.monotonic() < end:
        # Another test's faults may still be in the window.
        time.sleep(0.5)
    assert odd == []


def _odd(answer: dict[str, Any]) -> list[Any]:
    """Whatever is not well, did not answer, or is missing."""
    # The machine's own disk is what it is.
    # What burnt an error budget a minute ago is not made good by being mended.
    lasting = {"host.disk_pct", "slo.burn_rate"}
    there = {row["signal"] for row in answer["readings"] if row["value"] is not None}
    return [
        *(row for row in answer["readings"] if row["verdict"] != "pass" and row["signal"] not in lasting),
        *(row for row in answer["sources"] if row["error"] is not None),
        *sorted(ALIVE - there),
    ]


def test_what_is_known_by_name_is_alive_in_the_lab_or_cannot_be() -> None:
    assert {known.name for known in catalogue()} - DEPENDS == ALIVE | ASLEEP


@pytest.mark.parametrize("fault", _EXPECTED)
def test_a_fault_is_seen_in_time(lab: Lab, check: Check, fault: str) -> None:
    if fault == "disk-full" and "LAB_DISK" not in lab.env():
        pytest.skip("this user may not mount a disk")
    needs_monitoring = {
        "prom-stop",
        "target-gone",
        "backup-small",
        "backup-missing",
        "alert-storm",
        "alertmanager-stop",
    }
    if fault in needs_monitoring and "LAB_PROMETHEUS" not in lab.env():
        pytest.skip("Prometheus is not installed")
    policy, expected = _EXPECTED[fault]
    with broken(lab, fault):
        end = time.monotonic() + _WITHIN_S
        for place, right in expected.items():
            pause = 0.2
            while (seen := _verdict(check(policy, place[0]), *place)) not in right:
                assert time.monotonic() < end, (place, seen)
                # Who asks all the time is seen too: our own quick statements thin the database's mean.
                time.sleep(pause)
                pause = min(2 * pause, 2.0)


def test_the_connections_told_are_those_there_are(lab: Lab, check: Check) -> None:
    def told() -> list[float]:
        rows = check("manual", "db main")["readings"]
        return [row["value"] for row in rows if row["signal"] == "db.connections_used"]

    with broken(lab, "db-connections"):
        # Connections of the test before may still be going.
        assert eventually(lambda: [abs(each - 81) <= 1 for each in told()] == [True])
