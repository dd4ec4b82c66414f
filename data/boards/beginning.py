"""Since when a limit has been broken, found in the past of its series."""

from __future__ import annotations

import math
from functools import lru_cache
from zlib import crc32

from data.models.past import TimeRange
from data.models.reading import Reading
from data.models.series import Key, Recall, Series
from data.models.threshold import Limit, Threshold
from data.quantity import convert

_LOOK_BACK = (TimeRange.HOUR, TimeRange.DAY, TimeRange.WEEK)
_PACE = 30
"""Seconds for which an answer about the longer past stands: a hundred failures must not slow the keys."""


def broken_since(reading: Reading, past: Recall, now: float) -> float:
    """The moment (monotonic seconds) from which on the limit of a reading was broken without a pause."""
    limit, threshold = reading.limit, reading.threshold
    if limit is None or threshold is None:
        return reading.fetched_elapsed
    unit = reading.observation.unit or threshold.unit
    until = moment_before(now, reading.key, _PACE)
    lately = past(reading.key, until, now)
    began, whole = _run(lately, limit, threshold, unit, reading.fetched_elapsed)
    return min(began, _before(past, reading.key, limit, threshold, unit, until)) if whole else began


def moment_before(now: float, key: Key, pace: float) -> float:
    """A moment that moves on only every `pace` seconds, for each series at another time."""
    stagger = crc32(repr(key).encode()) % pace
    return (now - stagger) // pace * pace + stagger


@lru_cache(maxsize=2048)
def _before(past: Recall, key: Key, limit: Limit, threshold: Threshold, unit: str, until: float) -> float:
    """Looked for in an hour first, as finely as it is known, and further back where that is not enough.

    Infinite where it was not broken then.
    """
    began = math.inf
    for span in _LOOK_BACK:
        series = past(key, until - span.seconds, until)
        began, whole = _run(series, limit, threshold, unit, began)
        known = bool(series.times) and series.times[0] <= until - span.seconds + 2 * span.step
        if not whole or not known:
            break
    return began


def _run(series: Series, limit: Limit, threshold: Threshold, unit: str, began: float) -> tuple[float, bool]:
    """Where the values that break the limit begin at the end of a series; and whether all of them do."""
    for time, value in zip(reversed(series.times), reversed(series.values), strict=True):
        if not _breaks(value, limit, threshold, unit):
            return began, False
        began = min(began, time)
    return began, True


def _breaks(value: float, limit: Limit, threshold: Threshold, unit: str) -> bool:
    converted = convert(value, unit, threshold.unit)
    return converted is not None and limit.holds(converted) is not (limit == threshold.target)
