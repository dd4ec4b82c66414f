"""The order of rows: worst first, but never jumping under a person's cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.models.snapshot import SourceState
from data.models.verdict import Verdict

ORDERS: tuple[str, ...] = ("worst first", "by name", "by group", "slowest first")

_KEYS: dict[str, Callable[[SourceState], tuple[object, ...]]] = {
    "worst first": lambda state: (-state.weight.rank, not state.critical, state.group, state.name),
    "by name": lambda state: (state.name,),
    "by group": lambda state: (state.group, -state.verdict.rank, state.name),
    "slowest first": lambda state: (-(state.took_ms or 0.0), state.name),
}


def ranked(
    sources: Sequence[SourceState],
    order: str,
    held: Sequence[str] = (),
    silenced: frozenset[str] = frozenset(),
) -> list[SourceState]:
    """The sources in an order; names in `held` stay as they stand there, new ones follow them.

    What is `silenced` stands behind everything that alarms, where the worst come first.
    """
    fresh = sorted(sources, key=_KEYS[order])
    if silenced and order == ORDERS[0]:
        fresh.sort(key=lambda state: 2 if state.verdict is Verdict.PASS else state.name in silenced)
    if not held:
        return fresh
    place = {name: at for at, name in enumerate(held)}
    return sorted(fresh, key=lambda state: place.get(state.name, len(place)))


def moved(
    sources: Sequence[SourceState],
    order: str,
    held: Sequence[str],
    silenced: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """The names that would stand elsewhere if the list were put in order now.

    Only what would rise is told: that others sink follows from it.
    """
    place = {name: at for at, name in enumerate(held)}
    wanted = [state.name for state in ranked(sources, order, (), silenced)]
    return frozenset(
        name
        for at, name in enumerate(wanted)
        if name in place and at < place[name] and _overtakes(at, wanted, place)
    )


def _overtakes(at: int, wanted: Sequence[str], place: dict[str, int]) -> bool:
    mine = place[wanted[at]]
    return any(place.get(name, mine) < mine for name in wanted[at + 1 :])
