"""A scenario by the policy that somebody chose for it."""

from __future__ import annotations

from dataclasses import replace

from data.drills.scenarios.weights import usual_weights
from data.models.scenario import Scenario
from data.models.score import Mark
from data.policies.book import PolicyBook


def by_policy(scenario: Scenario, id: str, policies: PolicyBook) -> Scenario:
    """The scenario played by another policy: its severities are what that calls those of their ranks.

    Where that has none of a rank, no severity is right or wrong. Raises UsageError.
    """
    policy = policies.get(id)
    if scenario.policy == policy.id or not scenario.severities:
        return replace(scenario, policy=policy.id)
    own = policies.get(scenario.policy)
    ranks = [found.rank for each in scenario.severities if (found := own.severity(each))]
    known = [found.id for rank in ranks if (found := policy.severity_at(rank))]
    if len(known) == len(scenario.severities):
        return replace(scenario, policy=policy.id, severities=tuple(known))
    marks = dict(scenario.marks) or usual_weights(scenario)
    kept = tuple((mark, weight) for mark, weight in marks.items() if mark is not Mark.SEVERITY)
    return replace(scenario, policy=policy.id, severities=(), marks=kept)
