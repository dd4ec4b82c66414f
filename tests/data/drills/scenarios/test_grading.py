"""Every scenario can be played by any policy, and is marked by the clocks of the one it is played by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.drills.scenarios.grading import by_policy
from data.drills.scenarios.library import load_scenarios
from data.models.policy import Policy
from data.models.scenario import Scenario
from data.models.score import Mark
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.four_ways import PLAYS, Play, ideal
from tests.data.drills.players import Players

BOOK = load_policies()
SCENARIOS = {each.id: each for each in load_scenarios(load_runbooks(), BOOK).scenarios}
LEAK = SCENARIOS["database-connections"]


def played_by(policy: Policy, play: Play) -> tuple[Scenario, Play]:
    """The scenario under a policy, and the same play in its words."""
    scenario = by_policy(SCENARIOS[play.scenario], policy.id, BOOK)
    situation = play.situation if policy.severities_for(play.situation) else ""
    return scenario, replace(play, severity=scenario.severities[0], situation=situation)


@pytest.mark.parametrize("policy", BOOK.policies, ids=lambda each: each.id)
@pytest.mark.parametrize("play", PLAYS, ids=lambda each: each.scenario)
def test_what_is_done_well_is_worth_nearly_everything_under_any(policy: Policy, play: Play) -> None:
    scenario, play = played_by(policy, play)
    best, nothing = ideal(scenario, play).score(), Players(scenario).score()
    assert 95 <= best.total <= 100, best.lines
    assert 0 < nothing.total <= 10
    assert sum(line.of for line in best.lines) == pytest.approx(100, abs=1e-6)
    assert sum(line.points for line in best.lines) == pytest.approx(best.total, abs=1e-6)


@pytest.mark.parametrize("policy", BOOK.policies, ids=lambda each: each.id)
def test_the_clock_that_counts_is_that_of_the_policy(policy: Policy) -> None:
    scenario = by_policy(replace(LEAK, lasts=7200.0), policy.id, BOOK)
    grave = scenario.severities[1]
    clock = policy.clock("respond", grave)
    assert clock is not None and clock.seconds

    def acknowledged(after: float) -> tuple[float, float]:
        """The points for that, and what they are out of."""
        players = Players(scenario)
        players.declares(330, grave)
        players.does(330 + after, "incident.acknowledged")
        [line] = [each for each in players.score().lines if each.mark is Mark.ACKNOWLEDGE]
        return line.points, line.of

    assert acknowledged(clock.seconds) == (10, 10)
    assert acknowledged(clock.seconds + 1) == (5, 10)
