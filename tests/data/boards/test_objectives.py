from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.boards.objectives import slo_panel
from data.models.board import Fact
from data.models.reading import Observation
from data.models.series import Key, Series
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.policies.book import load_policies
from tests.data.boards.looks import Scene

FEEDS = frozenset({"slo.error_ratio", "slo.requests", "slo.objective_pct"})
WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")


def scene(
    ratios: dict[str, float], *, objective: float | None = 99.9, requests: float = 1e6, policy: str = "manual"
) -> Scene:
    made = Scene(("prom", FEEDS), policy=load_policies().get(policy))
    said = [
        each
        for window in WINDOWS
        for each in (
            Observation("slo.error_ratio", ratios.get(window, 0.0), "ratio", _labels(window)),
            Observation("slo.requests", requests, "count", _labels(window)),
        )
    ]
    if objective is not None:
        said.append(Observation("slo.objective_pct", objective, "%", (("slo", "api"),)))
    return made.says("prom", *said)


def _labels(window: str) -> tuple[tuple[str, str], ...]:
    return (("slo", "api"), ("window", window))


def facts(made: Scene) -> dict[str, Fact]:
    panel = slo_panel(made.snapshot, made.outlook)
    return {fact.key.rpartition(":")[2]: fact for fact in panel.facts}


def test_all_is_well() -> None:
    found = facts(scene({"30d": 0.0005}))
    assert list(found) == ["availability", "budget", "burn-1h", "burn-6h", "burn-1d", "burn-3d"]
    assert {fact.verdict for fact in found.values()} == {Verdict.PASS}
    assert found["availability"].value == pytest.approx(99.95)
    assert found["budget"].value == pytest.approx(50.0) and "50.0 % is left" in found["budget"].words


def test_a_fast_burn_fails_and_a_slow_one_warns() -> None:
    found = facts(scene({"1h": 0.02, "5m": 0.03, "3d": 0.0011, "6h": 0.0011}))
    assert found["burn-1h"].verdict is Verdict.FAIL and found["burn-1h"].value == pytest.approx(20.0)
    assert found["burn-1h"].limit is not None and found["burn-1h"].limit.number == pytest.approx(14.4)
    assert found["burn-3d"].verdict is Verdict.WARN
    assert found["burn-6h"].verdict is Verdict.PASS


def test_an_overspent_budget_fails() -> None:
    found = facts(scene({"30d": 0.0015}))
    assert found["budget"].verdict is Verdict.FAIL and "overspent by 50 %" in found["budget"].words
    assert found["availability"].verdict is Verdict.FAIL


def test_few_requests_call_nobody_and_that_is_said() -> None:
    found = facts(scene({"1h": 0.25, "5m": 0.5}, requests=4.0))
    assert found["burn-1h"].verdict is Verdict.PASS
    assert "of 4 requests in 1h a single error would do that" in found["burn-1h"].words


def test_the_policys_availability_is_the_objective_where_none_is_set() -> None:
    found = facts(scene({"30d": 0.0005}, objective=None, policy="skafu"))
    limit = found["availability"].limit
    assert limit is not None and (limit.policy, limit.number) == ("skafu", 99.9)
    silent = facts(scene({"30d": 0.0005}, objective=None))
    assert list(silent) == ["availability"] and silent["availability"].verdict is None
    assert "set objective" in silent["availability"].words


def test_what_is_not_known_is_never_well() -> None:
    made = scene({}).later(60)
    assert {fact.verdict for fact in facts(made).values()} == {Verdict.STALE}
    assert slo_panel(made.snapshot, made.outlook).phase is Phase.STALE
    gone = scene({}).fails("prom")
    assert {fact.verdict for fact in facts(gone).values()} == {Verdict.ERROR}


def test_its_past_is_in_its_own_unit() -> None:
    made = scene({"1h": 0.02, "5m": 0.03})
    now = made.snapshot.elapsed

    def past(key: Key, start: float, end: float) -> Series:
        if key != ("prom", "slo.error_ratio", _labels("1h")):
            return Series((), ())
        points = [(now - 86_400.0, 0.001), (now - 900, 0.01), (now - 600, 0.02), (now - 300, 0.02)]
        kept = [point for point in points if start <= point[0] <= end]
        return Series(tuple(at for at, _ in kept), tuple(share for _, share in kept))

    panel = slo_panel(made.snapshot, replace(made.outlook, past=past))
    (burn,) = [fact for fact in panel.facts if fact.key.endswith("burn-1h")]
    assert burn.drawn is not None and burn.drawn.values == pytest.approx((10.0, 20.0, 20.0))
    assert burn.since == made.snapshot.at - timedelta(seconds=600)
    assert burn.compared is not None and burn.compared.value == pytest.approx(1.0)
