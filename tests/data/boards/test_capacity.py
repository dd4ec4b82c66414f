from __future__ import annotations

from dataclasses import replace

import pytest

from data.boards.capacity import bounds, capacity_panel
from data.models.board import Fact
from data.models.reading import Observation
from data.models.series import Key, Series
from data.models.threshold import Comparison
from data.models.verdict import Verdict
from data.policies.book import load_policies
from tests.data.boards.looks import Scene

DAY = 86_400.0


def fact(value: float, slope: float, days: float = 7.0) -> Fact:
    made = Scene(("host", frozenset({"host.disk_pct"})))
    made.says("host", Observation("host.disk_pct", value, "%", (("mount", "/"),)))
    now = made.snapshot.elapsed

    def past(key: Key, start: float, end: float) -> Series:
        times = [now - n * 1_800.0 for n in range(int(days * 48), -1, -1)]
        return Series(tuple(times), tuple(value + slope * (at - now) / DAY for at in times))

    (found,) = capacity_panel(made.snapshot, replace(made.outlook, past=past)).facts
    return found


def test_days_until_the_scaling_point_of_the_policy() -> None:
    found = fact(50.0, 1.0)
    assert (found.text, found.verdict, found.unit, found.value) == ("20 d", Verdict.PASS, "%", 50.0)
    assert found.limit is not None and (found.limit.policy, found.limit.section) == (
        "manual",
        "Scaling Thresholds",
    )
    assert dict(found.details)["days until then"] == "20.0"


@pytest.mark.parametrize(
    ("value", "slope", "text", "verdict"),
    [
        (65.0, 1.0, "5 d", Verdict.WARN),
        (75.0, 0.0, "now", Verdict.WARN),
        (50.0, 0.0, "not at this trend", Verdict.PASS),
        (50.0, -1.0, "not at this trend", Verdict.PASS),
    ],
)
def test_what_it_means(value: float, slope: float, text: str, verdict: Verdict) -> None:
    found = fact(value, slope)
    assert (found.text, found.verdict) == (text, verdict)


def test_too_little_data_is_no_pass() -> None:
    found = fact(50.0, 1.0, days=0.5)
    assert found.text == "too little data" and found.verdict is None


def test_a_value_that_is_stale_is_never_well() -> None:
    made = Scene(("host", frozenset({"host.disk_pct"})))
    made.says("host", Observation("host.disk_pct", 20.0, "%")).later(60)
    (found,) = capacity_panel(made.snapshot, made.outlook).facts
    assert found.verdict is Verdict.STALE


def test_without_a_scaling_point_the_alert_bounds_it() -> None:
    runbooks = load_policies().get("runbooks")
    (bound,) = bounds(runbooks, "db.connections_pct")
    assert (bound.limit.number, bound.above, bound.limit.comparison) == (80, True, Comparison.GT)
    assert bounds(runbooks, "host.load1") == ()


def test_a_moments_peak_is_not_a_scaling_point_reached() -> None:
    made = Scene(("host", frozenset({"host.cpu_pct"}))).says("host", Observation("host.cpu_pct", 95.0, "%"))
    now = made.snapshot.elapsed

    def past(key: Key, start: float, end: float) -> Series:
        return Series((now - 1_200.0, now - 600.0, now), (20.0, 30.0, 95.0))

    (found,) = capacity_panel(made.snapshot, replace(made.outlook, past=past)).facts
    assert found.text == "too little data" and found.name == "processor in use reaches 70 %"
