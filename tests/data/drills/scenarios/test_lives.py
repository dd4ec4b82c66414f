"""Every shipped scenario lived to its end: values that can be, verdicts that say when it is wrong."""

from __future__ import annotations

import math
from functools import cache

import pytest

from data.drills.scenarios.library import load_scenarios
from data.drills.worlds.rounds import Rounds
from data.drills.worlds.world import World
from data.models.round import Round
from data.models.scenario import InjectKind, Scenario
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.judge import judge
from data.procedures.runbooks.shelf import load_runbooks
from data.procedures.runbooks.symptoms import matching
from data.provider import Source
from data.store import Store
from tests.data.drills.four_ways import PLAYS, Play, ideal
from tests.fakes import HandClock, answering

POLICIES = load_policies()
SHELF = load_runbooks()
SCENARIOS = load_scenarios(SHELF, POLICIES).scenarios
BY_ID = {each.id: each for each in SCENARIOS}
SEEN_S = 300.0
"""Within these seconds after it began something must fail, or nobody could detect it in time."""
BROKEN = (Verdict.FAIL, Verdict.ERROR)


@cache
def lived(id: str, seed: int = 7) -> tuple[Round, ...]:
    """All rounds of a scenario in which nobody does anything."""
    scenario = BY_ID[id]
    found: list[Round] = []
    Rounds(World(scenario, seed), found.append).go_on(scenario.lasts)
    return tuple(found)


def verdict_of(told: Round, scenario: Scenario) -> Verdict:
    """The worst that a round means by the scenario's policy."""
    if told.answer is None:
        return Verdict.ERROR
    policy = POLICIES.get(scenario.policy)
    found = [judge(each, policy).verdict for each in told.answer.observations]
    return max(found, key=lambda verdict: verdict.rank)


def began(scenario: Scenario) -> float:
    """When the first trouble begins by itself."""
    first = [each.at for each in scenario.troubles if each.at is not None and not each.follows]
    return min(first, default=scenario.lasts)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_its_values_can_be(scenario: Scenario) -> None:
    for told in lived(scenario.id):
        for each in told.answer.observations if told.answer else ():
            assert each.value is not None and math.isfinite(each.value) and each.value >= 0, each
            if each.unit == "bool":
                assert each.value in (0, 1), each
            if each.unit == "count":
                assert each.value == int(each.value), each
            if each.unit == "%" and each.signal not in ("cost.budget_pct", "backup.size_ratio_pct"):
                assert each.value <= 100, each


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_before_the_first_trouble_all_is_well(scenario: Scenario) -> None:
    begins = began(scenario)
    assert begins >= 60
    before = [told for told in lived(scenario.id) if told.ended_elapsed < begins]
    assert {verdict_of(told, scenario) for told in before} <= {Verdict.PASS, Verdict.WARN}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_before_the_first_trouble_no_procedure_is_said_to_fit(scenario: Scenario) -> None:
    """Or the health screen would say in its first second what is going to happen."""
    sources = [
        Source(each.name, each.kind, each.group, each.every, each.every, each.critical, answering())
        for each in scenario.services
    ]
    store = Store(sources, POLICIES.get(scenario.policy), HandClock(scenario.starts))
    for told in lived(scenario.id):
        if told.ended_elapsed < began(scenario):
            store.record(told)
    assert [each.runbook.id for each in matching(SHELF.runbooks, store.snapshot())] == []


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.scenario)
def test_it_shows_in_time(play: Play) -> None:
    scenario = BY_ID[play.scenario]
    broken = [told for told in lived(scenario.id) if verdict_of(told, scenario) in BROKEN]
    assert began(scenario) <= broken[0].ended_elapsed <= began(scenario) + SEEN_S


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.scenario)
def test_cured_everything_is_well_again(play: Play) -> None:
    scenario = BY_ID[play.scenario]
    world, found = World(scenario, 7), list[Round]()
    for done in ideal(scenario, play).played().deeds:
        world.do(done.deed, done.second)
    Rounds(world, found.append).go_on(scenario.lasts)
    last = {told.source: told for told in found}
    assert {verdict_of(told, scenario) for told in last.values()} <= {Verdict.PASS, Verdict.WARN}


@pytest.mark.parametrize("seed", range(3))
def test_on_the_quiet_day_nothing_ever_fails(seed: int) -> None:
    scenario = BY_ID["quiet-day"]
    assert {verdict_of(told, scenario) for told in lived("quiet-day", seed)} <= {Verdict.PASS, Verdict.WARN}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_there_is_something_to_look_at_and_to_be_misled_by(scenario: Scenario) -> None:
    groups = {each.group for each in scenario.services}
    assert len(scenario.services) >= 4 and len(groups) >= 4
    assert any(each.trail for each in scenario.injects)
    assert any(each.kind in (InjectKind.MESSAGE, InjectKind.CALL) for each in scenario.injects)
    assert scenario.briefing and scenario.story
    assert 20 * 60 <= scenario.lasts <= 40 * 60
    assert any(not each.cures and not each.begins and not each.otherwise for each in scenario.deeds)
    assert any(each.begins or each.otherwise for each in scenario.deeds)
