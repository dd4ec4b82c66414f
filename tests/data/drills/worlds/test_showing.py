"""When players could first see that something is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.drills.scenarios.library import load_scenarios
from data.drills.worlds.showing import shown_at
from data.drills.worlds.world import World
from data.models.scenario import InjectKind, Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks

BOOK = load_policies()
SCENARIOS = load_scenarios(load_runbooks(), BOOK).scenarios
LEAK = next(each for each in SCENARIOS if each.id == "database-connections")


def shown(scenario: Scenario, until: float) -> float | None:
    return shown_at(World(scenario, 7), BOOK.get(scenario.policy), until)


def test_it_shows_when_a_reading_leaves_its_limit_not_when_it_begins() -> None:
    assert LEAK.troubles[0].at == 120
    assert shown(LEAK, 600) == 345
    assert shown(LEAK, 344) is None


def test_what_somebody_says_is_a_sign_and_a_trail_or_a_release_is_none() -> None:
    words = next(each for each in LEAK.injects if each.kind is InjectKind.MESSAGE)
    for trail, kind, expected in (
        (False, InjectKind.MESSAGE, 200.0),
        (True, InjectKind.MESSAGE, 345),
        (False, InjectKind.DEPLOYMENT, 345),
    ):
        told = replace(words, id="told", at=200.0, when=None, trail=trail, kind=kind)
        assert shown(replace(LEAK, injects=(told,)), 600) == expected


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_every_outage_shows_soon_enough_to_be_lived(scenario: Scenario) -> None:
    sign = shown(scenario, scenario.lasts)
    if not any(each.at is not None for each in scenario.troubles):
        assert sign is None
    else:
        began = min(each.at for each in scenario.troubles if each.at is not None and not each.follows)
        assert sign is not None and began <= sign <= scenario.lasts / 2
