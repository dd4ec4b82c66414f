"""The normal life of a signal, and where it left it and came back: pure functions over its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data.models.series import Series

_MAD = 1.4826
"""From the median distance to a standard deviation."""
_ENOUGH = 9
_CALM_S = 300.0
"""Seconds of normal life that part one trouble from the next."""
_SIGMAS, _SHARE, _REACH = 5.0, 0.15, 0.1


@dataclass(frozen=True, slots=True)
class Normal:
    """What a signal is worth while all is well, and how far it strays."""

    base: float
    noise: float = 0.0


@dataclass(frozen=True, slots=True)
class Stray:
    """When a signal left its normal life, its values until it came back, and when that was, if ever.

    Times are in seconds, on the scale of the series.
    """

    began: float
    times: tuple[float, ...]
    values: tuple[float, ...]
    back: float | None


def normal_of(series: Series, seen: float, end: float) -> Normal | None:
    """From the values before `seen`, at best the earliest third of them; else from those after `end`."""
    before = [value for at, value in zip(series.times, series.values, strict=True) if at < seen]
    calm = before[: len(before) // 3] if len(before) >= _ENOUGH else before[:-1] or before
    if not calm:
        calm = [value for at, value in zip(series.times, series.values, strict=True) if at > end]
    if not calm:
        return None
    base = median(calm)
    return Normal(base, _MAD * median(abs(value - base) for value in calm))


def lately(series: Series, normal: Normal, seen: float) -> Series:
    """From the last long calm before `seen` on: what went wrong before that was something else."""
    far, since, first = _far(series.values, normal), 0, 0
    for place, (at, value) in enumerate(zip(series.times, series.values, strict=True)):
        if at > seen:
            break
        if abs(value - normal.base) > far:
            since = place + 1
        elif at - series.times[since] >= _CALM_S:
            first = since
    return Series(series.times[first:], series.values[first:])


def stray_of(series: Series, normal: Normal, until: float, *, told: bool) -> Stray | None:
    """Where it left its normal life, None where it did not.

    One that nobody `told` to be wrong must have moved much further, for more than one value, and not go
    on as it went before.
    """
    far = _far(series.values, normal) * (1.0 if told else 2.0)
    off = [abs(value - normal.base) > far for value in series.values]
    places = [place for place, each in enumerate(off) if each and _lasts(off, place)]
    if told and not places:
        places = [place for place, each in enumerate(off) if each]
    if not places or (not told and _drifts(series.values, off, places[0])):
        return None
    first = places[0]
    last = max(
        place
        for place, each in enumerate(off)
        if each and series.times[place] <= max(until, series.times[first])
    )
    back = series.times[last + 1] if last + 1 < len(off) else None
    if not told and (back is None or last - first < 2):
        return None
    return Stray(series.times[first], series.times[first : last + 1], series.values[first : last + 1], back)


def pace_of(times: Sequence[float]) -> float:
    """The usual seconds between two values; 0 for fewer than two."""
    return median(after - before for before, after in pairwise(times)) if len(times) > 1 else 0.0


def _far(values: Sequence[float], normal: Normal) -> float:
    reach = max(abs(value - normal.base) for value in values)
    return max(_SIGMAS * normal.noise, _SHARE * abs(normal.base), _REACH * reach)


def _lasts(off: Sequence[bool], place: int) -> bool:
    """Whether it is more than one odd value."""
    coming = off[place : place + 3]
    return sum(coming) >= min(2, len(coming))


def _drifts(values: Sequence[float], off: Sequence[bool], first: int) -> bool:
    """Whether it only ever goes one way, as an age or a count does."""
    steps = [after - before for before, after in pairwise(values)]
    return all(off[first:]) and (all(step >= 0 for step in steps) or all(step <= 0 for step in steps))
