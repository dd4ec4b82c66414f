"""Changes of signals put together as troubles: what began at one moment is one thing that went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from data.drills.life.tracks import Change
from data.models.scenario import Shape

_TOGETHER_S = 30.0
"""A step may begin so much later than its trouble: that is a cliff."""
_AT_ONCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Woe:
    """Changes that belong together; `began` and `back` are in seconds since 1970."""

    id: str
    began: float
    back: float | None
    changes: tuple[Change, ...]


def woes_of(changes: Sequence[Change]) -> list[Woe]:
    """The troubles in the order in which they began."""
    groups: list[list[Change]] = []
    for change in sorted(changes, key=lambda each: each.began):
        here = next((group for group in groups if _joins(change, group[0].began)), None)
        if here is None:
            groups.append([change])
        else:
            here.append(change)
    return [_woe(number, group) for number, group in enumerate(groups, start=1)]


def _joins(change: Change, began: float) -> bool:
    return change.began - began <= (_TOGETHER_S if change.move.shape is Shape.STEP else _AT_ONCE_S)


def _woe(number: int, group: list[Change]) -> Woe:
    backs = [each.back for each in group if each.back is not None]
    back = median(backs) if len(backs) * 2 >= len(group) else None
    return Woe(f"trouble-{number}", group[0].began, back, tuple(group))
