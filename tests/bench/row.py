"""One line of the table of benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, how far it varied, and what it may be at most.

    `spread` is half the distance between the quartiles of the runs, in `unit`; `budget` None is a
    figure without a promise.
    """

    name: str
    ratio_or_value: float
    unit: str
    spread: float
    budget: float | None
    ok: bool


def row(name: str, found: Sequence[float], unit: str = "×", budget: float | None = None) -> Row:
    """The median of what was found in several runs, against its budget."""
    low, _, high = quantiles(found, n=4) if len(found) > 1 else (found[0],) * 3
    value = median(found)
    return Row(name, value, unit, (high - low) / 2, budget, budget is None or value <= budget)
