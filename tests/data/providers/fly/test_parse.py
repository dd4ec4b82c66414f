from __future__ import annotations

import pytest

from data.errors import SourceError
from data.models.verdict import Verdict
from data.providers.fly.parse import parse_machines
from tests.recorded import document


def test_machines_as_fly_lists_them() -> None:
    found = parse_machines(document("fly/machines.json"), "example-app")
    values = {each.signal: each.value for each in found.observations}
    assert values == {"fly.machines": 2.0, "fly.machines_down": 1.0, "fly.checks_failing": 2.0}
    assert [each.judged for each in found.observations] == [None, Verdict.FAIL, Verdict.FAIL]
    assert found.observations[0].detail == "2 started, 1 asleep, 1 under way, 1 down"
    items = {item.title: item for item in found.items}
    assert set(items) == {"little-wind-1", "little-wind-2", "dark-leaf-3", "dark-leaf-4", "dark-leaf-6"}
    assert items["little-wind-1"].verdict is items["dark-leaf-3"].verdict is Verdict.PASS
    assert items["dark-leaf-4"].verdict is items["little-wind-2"].verdict is Verdict.FAIL
    assert items["dark-leaf-6"].verdict is Verdict.WARN
    broken = dict(items["little-wind-2"].fields)
    assert broken["checks"] == "0 of 2 pass" and "connection refused" in broken["servicecheck-00-http-8080"]
    assert found.observations[2].detail.startswith("little-wind-2: servicecheck-00-http-8080 critical")


@pytest.mark.parametrize(
    "config",
    [
        {"services": [{"autostop": True}]},
        {"services": [{"autostop": "suspend"}]},
        {"schedule": "daily"},
        {"standbys": ["3d8d9e02b31398"]},
        {"auto_destroy": True},
    ],
)
def test_a_machine_that_is_meant_to_stop_is_asleep(config: object) -> None:
    found = parse_machines([{"id": "1", "state": "stopped", "config": config}], "app")
    assert [each.value for each in found.observations] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("state", [None, 7.5, "vanished", []])
def test_a_state_that_is_not_known_counts_as_down(state: object) -> None:
    """Fault 38."""
    found = parse_machines([{"id": "1", "state": state, "checks": "none", "config": {"services": 3}}], "app")
    assert found.observations[1].value == 1.0 and found.items[0].verdict is Verdict.FAIL


def test_a_check_that_only_warns_is_no_failure() -> None:
    found = parse_machines([{"id": "1", "state": "started", "checks": [{"status": "warning"}]}], "app")
    assert [each.judged for each in found.observations] == [None, Verdict.PASS, Verdict.WARN]


def test_a_check_that_says_nothing_does_not_pass() -> None:
    found = parse_machines([{"id": "1", "state": "started", "checks": [{}, 3]}], "app")
    assert found.observations[2].value == 1.0


@pytest.mark.parametrize("answer", [None, {}, "x", [1]])
def test_what_is_no_list_is_said(answer: object) -> None:
    with pytest.raises(SourceError, match="not an answer of Fly"):
        parse_machines(answer, "app")
