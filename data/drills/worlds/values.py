"""What a signal of a scenario is worth at a second, from its normal life and from what is wrong."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from data.models.scenario import Effect, Quantity, Scenario, Service, Shape, Trouble

_WHOLE = ("count", "bool", "code")
"""The units of what there are no parts of."""
_WORD = 0xFFFF_FFFF_FFFF_FFFF
_STRIDE = 0x9E37_79B9_7F4A_7C15
_MIXING = ((30, 0xBF58_476D_1CE4_E5B9), (27, 0x94D0_49BB_1331_11EB))
"""How splitmix64 makes neighbouring numbers unlike each other."""
_WIDTH_OF_FOUR = math.sqrt(3.0)
"""Four numbers between nought and one, added up, are so much narrower than a normal distribution."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A trouble from `began` on, in seconds; until `cured`, where it is."""

    trouble: Trouble
    began: float
    cured: float | None = None

    def share(self, second: float) -> float:
        """How much of its effects is left at that second: all while it lasts, none once they have faded."""
        if second < self.began:
            return 0.0
        if self.cured is None or second < self.cured:
            return 1.0
        if self.trouble.fade <= 0:
            return 0.0
        return max(0.0, 1.0 - (second - self.cured) / self.trouble.fade)


def value_at(
    scenario: Scenario,
    seed: int,
    service: Service,
    quantity: Quantity,
    second: float,
    wrong: Iterable[Episode],
) -> float | None:
    """The value, None where it is lost. The same for the same arguments, whoever asks and when."""
    value: float | None = _normal(scenario, seed, service, quantity, second)
    for episode in wrong:
        share = episode.share(second)
        for effect in episode.trouble.effects if share else ():
            if value is not None and touches(effect, service, quantity):
                value = _moved(effect, value, second - episode.began, share, quantity)
    if value is None:
        return None
    value = min(max(value, quantity.low), quantity.high)
    return float(round(value)) if quantity.unit in _WHOLE else rounded(value)


def touches(effect: Effect, service: Service, quantity: Quantity) -> bool:
    """Whether an effect is one on this quantity."""
    return (
        effect.service == service.name
        and effect.signal == quantity.signal
        and dict(effect.labels).items() <= dict(quantity.labels).items()
    )


def refusal_at(service: Service, second: float, wrong: Iterable[Episode]) -> str | None:
    """Why a service does not answer at that second; None where it does."""
    for episode in wrong:
        for effect in episode.trouble.effects:
            lost = effect.shape is Shape.LOSS and effect.service == service.name and not effect.signal
            if lost and episode.began <= second and (episode.cured is None or second < episode.cured):
                return effect.words or "no answer"
    return None


def _normal(scenario: Scenario, seed: int, service: Service, quantity: Quantity, second: float) -> float:
    moment = scenario.starts + timedelta(seconds=second)
    hour = moment.hour + moment.minute / 60 + moment.second / 3600
    rhythm = 1.0 + quantity.day * math.cos((hour - quantity.peak) / 12 * math.pi)
    value = quantity.base * rhythm
    if quantity.noise:
        value += quantity.noise * _chance(scenario, seed, service, quantity, int(second // service.every))
    return value


def _chance(scenario: Scenario, seed: int, service: Service, quantity: Quantity, round: int) -> float:
    """How far a round is off what is usual, in widths of a normal distribution.

    Of the past before the beginning many thousands are asked for at once: they are drawn more cheaply.
    """
    key = (seed, scenario.id, service.name, quantity.signal, quantity.labels)
    if round >= 0:
        return random.Random(repr((*key, round))).gauss(0.0, 1.0)
    mixed = (_root(key) + round * _STRIDE) & _WORD
    for shift, factor in _MIXING:
        mixed = ((mixed ^ (mixed >> shift)) * factor) & _WORD
    mixed ^= mixed >> 31
    four = (mixed & 0xFFFF) + (mixed >> 16 & 0xFFFF) + (mixed >> 32 & 0xFFFF) + (mixed >> 48)
    return (four / 0x10000 - 2.0) * _WIDTH_OF_FOUR


@lru_cache(maxsize=1024)
def _root(key: tuple[object, ...]) -> int:
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest())


def _moved(effect: Effect, value: float, gone: float, share: float, quantity: Quantity) -> float | None:
    if effect.shape is Shape.LOSS:
        return None
    return value + (_target(effect, value, gone, quantity) - value) * share


def _target(effect: Effect, value: float, gone: float, quantity: Quantity) -> float:
    over = effect.over
    match effect.shape:
        case Shape.RAMP:
            return value + (effect.to - value) * (min(1.0, gone / over) if over else 1.0)
        case Shape.LEAK:
            return value + (effect.to - quantity.base) * (gone / over if over else 1.0)
        case Shape.CLIFF:
            return effect.to if gone >= over else value
        case Shape.FLAP:
            return effect.to if int(gone // effect.every) % 2 == 0 else value
        case _:
            return effect.to


def rounded(value: float, digits: int = 4) -> float:
    """So many digits that count: what a gauge would show, and the same on every machine."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))
