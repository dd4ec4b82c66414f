"""What the lines of a score are worth where the scenario does not say."""

from __future__ import annotations

from collections.abc import Mapping

from data.models.scenario import Scenario
from data.models.score import Mark

OUTAGE = {
    Mark.DETECT: 10.0,
    Mark.ACKNOWLEDGE: 10.0,
    Mark.SEVERITY: 10.0,
    Mark.ESCALATE: 10.0,
    Mark.UPDATES: 15.0,
    Mark.RUNBOOK: 10.0,
    Mark.ORDER: 5.0,
    Mark.CHECKS: 5.0,
    Mark.MITIGATE: 10.0,
    Mark.EVIDENCE: 5.0,
    Mark.REVIEW: 5.0,
    Mark.HARM: 5.0,
}
"""What is worth how much where something goes wrong and the scenario does not say otherwise."""
QUIET = {Mark.LOOKED: 60.0, Mark.CALM: 30.0, Mark.HARM: 10.0}
"""The same on a day on which nothing does."""


def usual_weights(scenario: Scenario) -> Mapping[Mark, float]:
    """Shares of a hundred; on a day on which nothing goes wrong by itself other things count."""
    goes_wrong = any(each.at is not None for each in scenario.troubles)
    return OUTAGE if goes_wrong else QUIET
