"""How a signal moved while it was wrong, as one of the shapes that a scenario knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from data.drills.life.normal import Normal, Stray
from data.models.scenario import Shape

_TURNS = 3
"""So many times it comes back and goes again before it is called a flap."""
_PLAIN = 1.2
"""A shape that says more must fit so much better than a plain step."""
_STILL_RISING = 0.8


@dataclass(frozen=True, slots=True)
class Move:
    """A shape, where it leads, and the seconds that it takes or that half a flap lasts.

    A slow one began `before` it could be seen, by so many seconds.
    """

    shape: Shape
    to: float
    over: float = 0.0
    every: float = 60.0
    before: float = 0.0


def move_of(stray: Stray, normal: Normal) -> Move:
    """The shape that fits best."""
    flap = _flap(stray, normal)
    if flap is not None:
        return flap
    step = Move(Shape.STEP, median(stray.values))
    slopes = list(_slopes(stray, normal)) if len(stray.values) >= 4 else []
    if not slopes:
        return step
    best = min(slopes, key=lambda move: _error(stray, _along(move, normal)))
    if _error(stray, _along(best, normal)) * _PLAIN >= _error(stray, lambda _: step.to):
        return step
    lasted = stray.times[-1] - stray.began
    shape = Shape.LEAK if best.over >= _STILL_RISING * lasted else Shape.RAMP
    before = _unseen(stray.values[0], best, normal)
    return Move(shape, best.to, best.over + before, before=before)


def _unseen(first: float, move: Move, normal: Normal) -> float:
    """The seconds of a rise that passed before it was large enough to be told from normal life."""
    left = move.to - first
    before = move.over * (first - normal.base) / left if left else 0.0
    return min(move.over, max(0.0, before))


def _slopes(stray: Stray, normal: Normal) -> Sequence[Move]:
    """A rise up to each moment, and what it stayed at from then on."""
    found = []
    for place in range(1, len(stray.values)):
        over = stray.times[place] - stray.began
        if over > 0:
            found.append(Move(Shape.RAMP, median(stray.values[place:]), over))
    return found


def _along(move: Move, normal: Normal) -> Callable[[float], float]:
    return lambda gone: normal.base + (move.to - normal.base) * min(1.0, gone / move.over)


def _error(stray: Stray, value: Callable[[float], float]) -> float:
    return sum(
        (seen - value(at - stray.began)) ** 2 for at, seen in zip(stray.times, stray.values, strict=True)
    )


def _flap(stray: Stray, normal: Normal) -> Move | None:
    """To and fro: what it goes to, and how long it stays on either side."""
    furthest = max(stray.values, key=lambda value: abs(value - normal.base))
    away = [abs(value - normal.base) > abs(furthest - normal.base) / 2 for value in stray.values]
    sides = [
        (side, [at for at, _ in each])
        for side, each in groupby(zip(stray.times, away, strict=True), lambda pair: pair[1])
    ]
    if sum(not side for side, _ in sides) < _TURNS - 1 or not sides[0][0]:
        return None
    begins = [times[0] for _, times in sides]
    half = median(after - before for before, after in pairwise(begins))
    to = median(value for value, side in zip(stray.values, away, strict=True) if side)
    return Move(Shape.FLAP, to, every=max(1.0, half))
