"""What is doubtful about a scenario though it can be played: pure, each doubt with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from data.catalogue import Catalogue
from data.config.nearest import did_you_mean
from data.config.problem import Fault, Place
from data.drills.worlds.world import World
from data.models.policy import Policy
from data.models.scenario import Scenario
from data.models.verdict import BROKEN
from data.policies.judge import judge

_SEED = 1
_WHOLE = 100.0


def doubts(scenario: Scenario, known: Catalogue, policy: Policy, kinds: Collection[str] = ()) -> list[Fault]:
    """Everything that its author may not have meant so; `kinds` are those of sources, where known."""
    return [
        *_of_kinds(scenario, kinds),
        *_of_signals(scenario, known, policy),
        *_of_troubles(scenario),
        *_of_effects(scenario),
        *_of_injects(scenario),
        *_of_marks(scenario),
        *_of_the_whole(scenario),
    ]


def _of_kinds(scenario: Scenario, kinds: Collection[str]) -> Iterator[Fault]:
    for place, service in enumerate(scenario.services):
        if kinds and service.kind not in kinds:
            remedy = did_you_mean(service.kind, kinds) or f"there are {', '.join(kinds)}"
            yield ("service", place, "kind"), f'"{service.kind}" is no kind of source', remedy


def _of_signals(scenario: Scenario, known: Catalogue, policy: Policy) -> Iterator[Fault]:
    world = World(scenario.quiet, _SEED)
    for place, service in enumerate(scenario.services):
        answer = world.answer(service, 0)
        for number, each in enumerate(service.quantities):
            where: Place = ("service", place, "signals", number)
            if known.get(each.signal) is None and not each.unit:
                near = known.nearest(each.signal)
                own = 'one of your own says its unit: unit = "count"'
                remedy = f'did you mean "{near}"? {own}' if near else own
                yield where, f"the signal {each.signal} is not known", remedy
            if isinstance(answer, str):
                continue
            said = judge(answer.observations[number], policy)
            if said.verdict in BROKEN:
                words = f"{each.signal} fails before anything is wrong: {said.words}"
                yield where, words, f"its base should be well by the policy {policy.id}"


def _of_troubles(scenario: Scenario) -> Iterator[Fault]:
    cured = set(chain.from_iterable(each.cures for each in scenario.deeds))
    begun = set(chain.from_iterable((*each.begins, *each.otherwise) for each in scenario.deeds))
    for place, each in enumerate(scenario.troubles):
        if each.at is None and each.id not in begun:
            yield ("trouble", place, "id"), "never begins", 'give it "at", or a deed that begins it'
        if each.at is not None and each.id not in cured:
            yield ("trouble", place, "id"), "nothing cures it", 'name it in the "cures" of a deed'


def _of_effects(scenario: Scenario) -> Iterator[Fault]:
    """Values that are never reached."""
    for place, trouble in enumerate(scenario.troubles):
        for number, each in enumerate(trouble.effects):
            service = scenario.service(each.service)
            found = [one for one in service.quantities if one.signal == each.signal] if service else []
            where: Place = ("trouble", place, "effects", number, "to")
            if found and each.to > max(one.high for one in found):
                high = max(one.high for one in found)
                yield (
                    where,
                    f"to lies above {high:g}",
                    "lower it, or say how high the signal may go: high = …",
                )
            if found and each.to < min(one.low for one in found):
                low = min(one.low for one in found)
                yield where, f"to lies below {low:g}", "raise it, or say how low the signal may go: low = …"


def _of_marks(scenario: Scenario) -> Iterator[Fault]:
    whole = sum(weight for _, weight in scenario.marks)
    if scenario.marks and abs(whole - _WHOLE) > 0.5:
        words = f"they add up to {whole:g}, and each counts as its share of that"
        yield ("marks",), words, "let them add up to 100, so that each says its points"


def _of_injects(scenario: Scenario) -> Iterator[Fault]:
    came = {each.inject.id for each in World(scenario, _SEED).happened(scenario.lasts)}
    for place, each in enumerate(scenario.injects):
        if each.id not in came:
            yield ("inject", place, "when"), "never comes", "what it waits for is never so"


def _of_the_whole(scenario: Scenario) -> Iterator[Fault]:
    if all(each.at is None for each in scenario.troubles):
        return
    if not scenario.severities:
        yield ("severities",), "nobody can grade it rightly", 'write severities = ["…"]'
    if not scenario.procedure:
        yield ("procedure",), "no runbook is the right one", 'write procedure = "…"'
    elif not any(each.cures for each in scenario.deeds if each.runbook == scenario.procedure):
        yield ("procedure",), f"no step of {scenario.procedure} cures anything", "make one of them a deed"
