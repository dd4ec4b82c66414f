"""What services list and remember, and the limits of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data.drills.worlds.rounds import answer_at
from data.drills.worlds.things import feeds_of
from data.drills.worlds.world import World
from data.models.alert import Alert
from data.models.reading import Answer
from data.models.scenario import Bill, Inject, InjectKind, Quantity
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.judge import judge
from tests.data.drills.small_world import API, DB, SCENARIO

FINDING = Inject(
    "key",
    InjectKind.THING,
    "a key is used from afar",
    source="api",
    severity="high",
    at=10,
    lists="finding",
    state="open",
    amount=3.0,
    unit="d",
    fields=(("resource", "archive"),),
)
ALERT = Inject("full", InjectKind.ALERT, "pool is full", source="api", at=100, with_trouble="leak")


def asked(world: World, second: float) -> Answer:
    answer = answer_at(world, API, second)
    assert isinstance(answer, Answer)
    return answer


def test_a_thing_is_listed_with_its_weight() -> None:
    world = World(replace(SCENARIO, injects=(FINDING, replace(FINDING, id="calm", severity=""))), 7)
    assert asked(world, 9).items == ()
    calm, key = asked(world, 10).items
    assert (key.kind, key.verdict, key.severity, key.state, key.amount, key.unit) == (
        *("finding", Verdict.FAIL, "high", "open"),
        *(3.0, "d"),
    )
    assert key.fields == (("resource", "archive"),)
    assert calm.verdict is Verdict.PASS


def test_an_alert_is_over_with_its_trouble() -> None:
    world = World(replace(SCENARIO, injects=(ALERT,)), 7)
    world.do(SCENARIO.deeds[1], 150)
    assert [isinstance(each, Alert) for each in asked(world, 149).items] == [True]
    assert asked(world, 150).items == ()


def test_bills_are_remembered_day_by_day() -> None:
    service = replace(DB, bills=(Bill("EC2", 40.0, 190.0, 2), Bill("S3", 6.0)))
    scenario = replace(SCENARIO, services=(service, API))
    answer = World(scenario, 7).answer(service, 0)
    assert isinstance(answer, Answer)
    dear, small = answer.pasts
    assert dict(dear.labels) == {"service": "EC2"} and dear.signal == "cost.day"
    assert datetime.fromtimestamp(dear.times[-1], UTC) == datetime(2026, 3, 11, tzinfo=UTC)
    assert dear.values[-2:] == pytest.approx((190, 190), rel=0.2)
    assert max(dear.values[:-2]) < 50 and max(small.values) < 8
    again = World(scenario, 7).answer(service, 900)
    assert isinstance(again, Answer) and again.pasts == answer.pasts


def test_a_service_has_limits_of_its_own_beside_the_policys() -> None:
    own = Threshold("count", fail=Limit(Comparison.GT, 5.0, "", ""))
    service = replace(DB, quantities=(Quantity("queue", "count", 6.4, own=own),))
    answer = World(replace(SCENARIO, services=(service,)), 7).answer(service, 0)
    assert isinstance(answer, Answer)
    (seen,) = answer.observations
    assert seen.value == 6, "there are no parts of what is counted"
    assert judge(seen, load_policies().get("manual")).verdict is Verdict.FAIL


def test_a_service_feeds_what_it_may_tell_of() -> None:
    service = replace(API, bills=(Bill("EC2", 40.0),))
    vendor = replace(ALERT, id="vendor", kind=InjectKind.VENDOR)
    scenario = replace(SCENARIO, services=(DB, service), injects=(ALERT, vendor))
    assert feeds_of(scenario, service) == {
        *("api.error_rate_pct", "alerts.firing", "vendor.incidents", "cost.day")
    }
    before = answer_at(World(scenario, 7), service, 99)
    after = answer_at(World(scenario, 7), service, 100)
    assert isinstance(before, Answer) and isinstance(after, Answer)
    assert [each.value for each in before.observations[1:]] == [0, 0]
    assert [each.value for each in after.observations[1:]] == [1, 1]
