"""What a situation changes: the clocks that a policy sets for one alone, and where nobody has named one.

Then the strictest of what the policy says for any situation of that severity holds, and the clock says
so. Only what the law demands for personal data waits until somebody says that it is about such.
"""

from __future__ import annotations

from data.models.policy import Policy
from data.models.practice import Clock, Situation

AUTHORITIES = "authorities"
PERSONAL_DATA = ("security-breach", "data-breach")
"""The situations in which the authorities may have to be told."""


def unnamed(policy: Policy, severity: str) -> tuple[Clock, ...]:
    """The clocks that hold for an incident of that severity while no situation is named."""
    strictest: dict[tuple[str, bool], Clock] = {}
    for clock in _special(policy, severity):
        held = strictest.get((clock.name, clock.repeats))
        if held is None or clock.seconds < held.seconds:
            strictest[clock.name, clock.repeats] = clock
    return tuple(strictest.values())


def unnamed_words(clock: Clock, policy: Policy, severity: str) -> str:
    """Why a clock of `unnamed` runs, in words."""
    alike = [
        each.situation
        for each in _special(policy, severity)
        if (each.name, each.repeats) == (clock.name, clock.repeats)
    ]
    return f"no situation is named: the strictest of {', '.join(dict.fromkeys(alike))}"


def situations_of(policy: Policy, severity: str = "") -> tuple[str, ...]:
    """The situations that a policy knows, those that it gives this severity first."""
    own = [each.id for each in policy.situations if _is(each, severity)]
    others = [each.id for each in policy.situations]
    clocks = [each.situation for each in policy.clocks if each.situation]
    return tuple(dict.fromkeys([*own, *others, *clocks]))


def _is(situation: Situation, severity: str) -> bool:
    return bool(severity) and situation.severity == severity


def _special(policy: Policy, severity: str) -> list[Clock]:
    return [
        clock
        for clock in policy.clocks
        if clock.situation and clock.name != AUTHORITIES and clock.covers(severity, clock.situation)
    ]
