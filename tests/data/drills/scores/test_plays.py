"""Every shipped scenario is worth what it should be, however it is played."""

from __future__ import annotations

import pytest

from data.drills.scenarios.library import load_scenarios
from data.models.scenario import Scenario
from data.models.score import Mark
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.four_ways import PLAYS, Play, harming, ideal, trailing
from tests.data.drills.players import Players, points

SCENARIOS = {each.id: each for each in load_scenarios(load_runbooks(), load_policies()).scenarios}
QUIET = SCENARIOS["quiet-day"]


def of(play: Play) -> Scenario:
    return SCENARIOS[play.scenario]


def test_every_scenario_is_played() -> None:
    assert {each.scenario for each in PLAYS} | {"quiet-day"} == set(SCENARIOS)


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.scenario)
def test_four_ways(play: Play) -> None:
    scenario = of(play)
    best, nothing = ideal(scenario, play).score(), Players(scenario).score().total
    trail, harm = trailing(scenario, play).score().total, harming(scenario, play).score()
    assert best.total >= 95, best.lines
    assert 0 < nothing <= 10
    assert nothing < trail < best.total
    assert harm.total < nothing, harm.lines
    assert points(harm)[Mark.HARM] < 0


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.scenario)
def test_harm_that_is_made_good_is_not_all(play: Play) -> None:
    """Whoever goes wrong first and then works by the right procedure has learnt something."""
    players = ideal(of(play), play)
    for second, runbook, steps in play.harm:
        players.works(second - 60, runbook, *steps)
    told = players.played()
    assert told.harmed, "the harmful deed does no harm"
    total = players.score().total
    assert total < ideal(of(play), play).score().total
    if all(each.cured is not None for each in told.harmed):
        assert total > Players(of(play)).score().total


def test_a_quiet_day() -> None:
    looked = Players(QUIET)
    looked.does(600, "run.signed", run="manual-morning")
    alarmed = Players(QUIET)
    alarmed.declares(300, "P2")
    alarmed.does(600, "run.signed", run="manual-morning")
    harmed = Players(QUIET)
    harmed.works(620, "manual-system-down", "restart")
    harmed.does(900, "run.signed", run="manual-morning")
    nothing = Players(QUIET).score().total
    assert looked.score().total == 100
    assert 0 < nothing <= 10
    assert nothing < alarmed.score().total < 100
    assert harmed.score().total < nothing
