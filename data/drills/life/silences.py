"""When a source, or one of its signals, brought nothing while others did: gaps in what was recorded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.drills.life.normal import pace_of
from data.models.series import Key, Series

_LEAST_S = 4.0
_PACES = 2.5
"""So many rounds without a value are a silence."""
_OTHERS = 2
"""So many values of others show that the recorder itself went on."""


@dataclass(frozen=True, slots=True)
class Silence:
    """From the first value that did not come to the first that came again, None where none did."""

    began: float
    back: float | None


def silences_of(
    pasts: Mapping[Key, Series], first: float, end: float
) -> dict[tuple[str, Key | None], Silence]:
    """Of each source, under no key, or else of its signals: from the first gap to the end of the last."""
    every = sorted((at, key[0]) for key, series in pasts.items() for at in series.times)
    found: dict[tuple[str, Key | None], Silence] = {}
    for source in sorted({key[0] for key in pasts}):
        own = sorted({at for at, name in every if name == source})
        others = [at for at, name in every if name != source]
        whole = silence_of(own, others, first, end)
        if whole is not None:
            found[source, None] = whole
            continue
        for key, series in pasts.items():
            if key[0] == source and (one := silence_of(series.times, own, first, end)) is not None:
                found[source, key] = one
    return found


def silence_of(times: Sequence[float], others: Sequence[float], first: float, end: float) -> Silence | None:
    """The silence between two moments, all gaps taken together; None where there is none."""
    pace = pace_of(times)
    if not pace:
        return None
    least = max(_LEAST_S, _PACES * pace)
    last = max(others, default=end)
    gaps = [
        (before, after)
        for before, after in zip(times, [*times[1:], float("inf")], strict=True)
        if min(after, last) - before > least
        and after > first
        and before + pace < end
        and bisect_left(others, after) - bisect_right(others, before + pace) >= _OTHERS
    ]
    if not gaps:
        return None
    back = gaps[-1][1]
    return Silence(gaps[0][0] + pace, back if back != float("inf") else None)
