"""What is doubtful about a scenario though it can be played: pure, each doubt with its place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from data.catalogue import Catalogue
from data.config.problem import Place
from data.drills.world import World
from data.models.policy import Policy
from data.models.scenario import Scenario
from data.models.verdict import BROKEN
from data.policies.judge import judge

Doubt = tuple[Place, str, str]
"""Where, what, and what to do about it."""
_SEED = 1


def doubts(scenario: Scenario, known: Catalogue, policy: Policy) -> list[Doubt]:
    """Everything that its author may not have meant so."""
    return [
        *_of_signals(scenario, known, policy),
        *_of_troubles(scenario),
        *_of_injects(scenario),
        *_of_the_whole(scenario),
    ]


def _of_signals(scenario: Scenario, known: Catalogue, policy: Policy) -> Iterator[Doubt]:
    world = World(scenario.quiet, _SEED)
    for place, service in enumerate(scenario.services):
        answer = world.answer(service, 0)
        for number, each in enumerate(service.quantities):
            where: Place = ("service", place, "signals", number)
            if known.get(each.signal) is None and not each.unit:
                near = known.nearest(each.signal)
                remedy = f'did you mean "{near}"?' if near else "say in which unit it is"
                yield where, f"the signal {each.signal} is not known", remedy
            if isinstance(answer, str):
                continue
            said = judge(answer.observations[number], policy)
            if said.verdict in BROKEN:
                words = f"{each.signal} fails before anything is wrong: {said.words}"
                yield where, words, f"its base should be well by the policy {policy.id}"


def _of_troubles(scenario: Scenario) -> Iterator[Doubt]:
    cured = set(chain.from_iterable(each.cures for each in scenario.deeds))
    begun = set(chain.from_iterable((*each.begins, *each.otherwise) for each in scenario.deeds))
    for place, each in enumerate(scenario.troubles):
        if each.at is None and each.id not in begun:
            yield ("trouble", place, "id"), "never begins", 'give it "at", or a deed that begins it'
        if each.at is not None and each.id not in cured:
            yield ("trouble", place, "id"), "nothing cures it", 'name it in the "cures" of a deed'


def _of_injects(scenario: Scenario) -> Iterator[Doubt]:
    came = {each.inject.id for each in World(scenario, _SEED).happened(scenario.lasts)}
    for place, each in enumerate(scenario.injects):
        if each.id not in came:
            yield ("inject", place, "when"), "never comes", "what it waits for is never so"


def _of_the_whole(scenario: Scenario) -> Iterator[Doubt]:
    if all(each.at is None for each in scenario.troubles):
        return
    if not scenario.severities:
        yield ("severities",), "nobody can grade it rightly", 'write severities = ["…"]'
    if not scenario.procedure:
        yield ("procedure",), "no runbook is the right one", 'write procedure = "…"'
    elif not any(each.cures for each in scenario.deeds if each.runbook == scenario.procedure):
        yield ("procedure",), f"no step of {scenario.procedure} cures anything", "make one of them a deed"
