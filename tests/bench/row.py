"""One line of the table of benchmarks."""

from __future__ import annotations

from dataclasses import dataclass


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
