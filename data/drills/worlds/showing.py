"""When players could first see that something is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence

from data.drills.worlds.rounds import answer_at
from data.drills.worlds.values import Episode, touches
from data.drills.worlds.world import World
from data.models.failure import Failure
from data.models.policy import Policy
from data.models.scenario import InjectKind, Service
from data.models.verdict import Verdict
from data.policies.judge import judge


def shown_at(world: World, policy: Policy, until: float) -> float | None:
    """The second at which something that went wrong by itself showed: on a screen, or in what was told.

    None where it did not by `until`. Of the readings only those count that a trouble touches, and
    what has a trail or a release in it is no sign.
    """
    wrong = [each for each in world.episodes(until) if each.trouble.at is not None]
    if not wrong:
        return None
    began = min(each.began for each in wrong)
    signs = [
        each.second
        for each in world.happened(until)
        if each.second >= began and not each.inject.trail and each.inject.kind is not InjectKind.DEPLOYMENT
    ]
    for service in world.scenario.services:
        sign = _sign(world, service, policy, wrong, min([until, *signs]))
        signs += [] if sign is None else [sign]
    return min(signs, default=None)


def _sign(
    world: World, service: Service, policy: Policy, wrong: Sequence[Episode], until: float
) -> float | None:
    """When the service first reads otherwise than it last did before anything was wrong."""
    if not any(effect.service == service.name for each in wrong for effect in each.trouble.effects):
        return None
    first = math.ceil(min(each.began for each in wrong) / service.every)
    usual = _seen(world, service, policy, wrong, max(0, first - 1) * service.every)
    for number in range(first, math.floor(until / service.every) + 1):
        if _seen(world, service, policy, wrong, number * service.every) != usual:
            return number * service.every
    return None


def _seen(
    world: World, service: Service, policy: Policy, wrong: Sequence[Episode], second: float
) -> list[Verdict]:
    """What the readings that a trouble touches are judged to be; none where the service does not answer."""
    answer = answer_at(world, service, second)
    if isinstance(answer, Failure):
        return []
    effects = [effect for each in wrong for effect in each.trouble.effects]
    return [
        judge(seen, policy).verdict
        for quantity, seen in zip(service.quantities, answer.observations, strict=False)
        if any(touches(effect, service, quantity) for effect in effects)
    ]
