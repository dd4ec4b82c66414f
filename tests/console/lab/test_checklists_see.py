"""The daily lists on the lab: what decides itself is right, with evidence; a broken part never passes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.cli.run import run
from console.lab.lab import Lab
from tests.lab_environment import broken

pytestmark = pytest.mark.lab

_WITHIN_S = 15.0
Run = Callable[[str], dict[str, dict[str, Any]]]


@pytest.fixture
def items(lab: Lab, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a list afresh and returns its items by id."""

    def once(checklist: str) -> dict[str, dict[str, Any]]:
        journal = tmp_path / f"{checklist}-{time.monotonic_ns()}"
        options = ["--config", str(lab.config_path), "--log-dir", str(journal)]
        run(["checklist", "run", checklist, "--json", *options], os.environ)
        return {item["id"]: item for item in json.loads(capsys.readouterr().out)["items"]}

    return once


def _settled(items: Run, checklist: str, expected: dict[str, set[str]]) -> dict[str, dict[str, Any]]:
    """The items once each of those named has one of its verdicts."""
    end = time.monotonic() + _WITHIN_S
    while True:
        found = items(checklist)
        seen = {name: str(found[name]["verdict"]) for name in expected}
        if all(seen[name] in right for name, right in expected.items()):
            return found
        assert time.monotonic() < end, seen
        time.sleep(0.3)


def _needs_everything(lab: Lab) -> None:
    if not {"LAB_PROMETHEUS", "LAB_DISK"} <= lab.env().keys():
        pytest.skip("Prometheus is not installed, or this user may not mount a disk")


def test_without_a_fault_the_morning_list_decides_itself(lab: Lab, items: Run) -> None:
    _needs_everything(lab)
    names = [
        "servers",
        "database",
        "error-rate",
        "backup",
        "response-time",
        "error-rate-critical",
        "connections",
    ]
    found = _settled(items, "manual-morning", {name: {"pass"} for name in names})
    assert len(found) == 8
    for name in names:
        evidence = found[name]["evidence"]
        assert evidence and all(each["value"] is not None and each["digest"] for each in evidence), name


def test_full_parts_fail_and_vanished_figures_are_no_data(lab: Lab, items: Run) -> None:
    _needs_everything(lab)
    with broken(lab, "db-connections", "disk-full", "target-gone", "cert-6-days"):
        found = _settled(
            items,
            "manual-morning",
            {
                "servers": {"pass"},
                "database": {"fail"},
                "connections": {"fail"},
                "disk": {"fail"},
                "error-rate": {"no-data"},
                "response-time": {"no-data"},
            },
        )
        _settled(items, "skafu-daily", {"certificates": {"fail"}, "api-response": {"no-data"}})
    used = [each["value"] for each in found["connections"]["evidence"]]
    assert used and all(abs(value - 81) <= 1 for value in used)


def test_a_stopped_database_and_a_failing_service(lab: Lab, items: Run) -> None:
    _needs_everything(lab)
    with broken(lab, "db-down", "api-500"):
        _settled(
            items,
            "manual-morning",
            {
                "servers": {"fail"},
                "database": {"fail"},
                "connections": {"error", "no-data"},
                "error-rate": {"fail"},
                "backup": {"pass"},
            },
        )
        _settled(items, "skafu-daily", {"database": {"fail"}, "db-query": {"error", "no-data"}})


def test_a_slow_service_misses_what_the_list_demands(lab: Lab, items: Run) -> None:
    _needs_everything(lab)
    with broken(lab, "api-slow", "db-slow"):
        _settled(items, "manual-morning", {"response-time": {"fail"}})
        _settled(items, "skafu-daily", {"api-response": {"fail"}, "db-query": {"fail"}})


def test_a_hanging_service_does_not_respond(lab: Lab, items: Run) -> None:
    _needs_everything(lab)
    with broken(lab, "api-hang"):
        _settled(items, "manual-morning", {"servers": {"fail", "error"}})
