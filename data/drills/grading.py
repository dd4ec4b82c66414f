"""A scenario by the policy that somebody chose for it."""

from __future__ import annotations

from dataclasses import replace

from data.drills.score import OUTAGE
from data.models.policy import Policy
from data.models.scenario import Scenario
from data.models.score import Mark


def by_policy(scenario: Scenario, policy: Policy) -> Scenario:
    """The scenario played by another policy; where that has other severities, none is right or wrong."""
    known = {each.id for each in policy.severities}
    if scenario.policy == policy.id or known.issuperset(scenario.severities):
        return replace(scenario, policy=policy.id)
    marks = dict(scenario.marks) or OUTAGE
    kept = tuple((mark, weight) for mark, weight in marks.items() if mark is not Mark.SEVERITY)
    return replace(scenario, policy=policy.id, severities=(), marks=kept)
