"""What players read of a drill does not give its script away: no answer, no entry names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from data.drills.plays.telling import inject_draft
from data.drills.scenarios.library import load_scenarios
from data.drills.worlds.rounds import answer_at
from data.drills.worlds.world import World
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks

_ALL = load_scenarios(load_runbooks(), load_policies()).scenarios
_EVERY_S = 45.0


def hidden(scenario: Scenario) -> list[str]:
    """Its name, what goes wrong in it, and each sentence of its story."""
    story = re.split(r"[.;:]\s+", " ".join(scenario.story.split()))
    titles = [each.title for each in scenario.troubles]
    return [scenario.id, scenario.title, *titles, *(each for each in story if len(each.split()) > 3)]


def read(scenario: Scenario) -> Iterator[str]:
    """All that services say and all that is put on record while nobody does anything."""
    world = World(scenario, 7)
    second = 0.0
    while second <= scenario.lasts:
        for service in scenario.services:
            yield repr(answer_at(world, service, second))
        second += _EVERY_S
    for each in world.happened(scenario.lasts):
        yield repr(inject_draft(each.inject, each.second, "INC-2026-11-20-1"))


@pytest.mark.parametrize("scenario", _ALL, ids=lambda each: each.id)
def test_nothing_that_players_read_names_the_script(scenario: Scenario) -> None:
    words = hidden(scenario)
    assert len(words) > 2
    for told in read(scenario):
        assert [each for each in words if each in told] == []


def test_an_injects_own_name_is_not_on_record() -> None:
    for scenario in _ALL:
        for inject in scenario.injects:
            assert inject.id not in str(inject_draft(inject, 1.0).fields["inject"])
