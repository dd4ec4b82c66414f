"""The band in which a value is expected: the median, and how far values commonly stray from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 6
"""Samples: two weeks of an hour and its neighbours."""
_WIDTH = 3.0
_TO_DEVIATIONS = 1.4826
"""From the median of the distances to a standard deviation, were the values spread evenly about."""
_LEAST_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, around `middle`."""

    low: float
    middle: float
    high: float


def band(samples: Sequence[float]) -> Band | None:
    """Three robust deviations about the median, but never narrower than a tenth of it.

    None where there are too few samples. What never was below nought is not expected there.
    """
    if len(samples) < LEAST:
        return None
    middle = _median(samples)
    distance = _median([abs(sample - middle) for sample in samples])
    reach = max(_WIDTH * _TO_DEVIATIONS * distance, _LEAST_SHARE * abs(middle))
    low = middle - reach
    return Band(max(low, 0.0) if min(samples) >= 0 else low, middle, middle + reach)


def _median(values: Sequence[float]) -> float:
    """As in `statistics`, which takes longer to import than all of this to run."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
