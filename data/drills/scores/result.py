"""The score of a drill out of its entries: one call for whoever wants to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.drills.orders.obeyed import given_in
from data.drills.plays.played import Played, played
from data.drills.scores.score import score
from data.models.entry import Entry
from data.models.scenario import Scenario
from data.models.score import Score
from data.policies.book import PolicyBook
from data.procedures.runbooks.shelf import Shelf


def changing_steps(shelf: Shelf) -> frozenset[tuple[str, str]]:
    """The steps, by runbook and id, that alter something."""
    return frozenset(
        (runbook.id, step.id) for runbook in shelf.runbooks for step in runbook.steps if step.changes
    )


def play_of(
    scenario: Scenario,
    seed: int,
    entries: Iterable[Entry],
    policies: PolicyBook,
    shelf: Shelf,
    until: float,
    host: str,
    led: Iterable[Entry] = (),
) -> Played:
    """What was done up to the second `until`; what was recorded later does not count.

    `led` are the entries of whoever led it.
    """
    in_time = [each for each in entries if (each.at - scenario.starts).total_seconds() <= until]
    found = played(scenario, seed, in_time, policies, changing_steps(shelf), until, host)
    return replace(found, led=given_in(led, scenario))


def score_of(
    scenario: Scenario,
    seed: int,
    entries: Iterable[Entry],
    policies: PolicyBook,
    shelf: Shelf,
    until: float,
    host: str,
    led: Iterable[Entry] = (),
) -> Score:
    """What that was worth."""
    return score(play_of(scenario, seed, entries, policies, shelf, until, host, led))
