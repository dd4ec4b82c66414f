"""Recent ratios out of counters that only grow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient, and whether it is about what happened since the last look, or since counting began."""

    value: float | None
    recent: bool


class Window:
    """Two growing counters; after a reset, or where hardly anything happened, the whole count is used."""

    def __init__(self, at_least: float) -> None:
        self._at_least = at_least
        self._part: float | None = None
        self._whole = 0.0

    def ratio(self, part: float, whole: float) -> Ratio:
        """part ÷ whole since the last call; None where nothing was ever counted."""
        before_part, before_whole = self._part, self._whole
        self._part, self._whole = part, whole
        if before_part is not None:
            more_part, more_whole = part - before_part, whole - before_whole
            if more_whole >= self._at_least and more_part >= 0:
                return Ratio(more_part / more_whole, recent=True)
        return Ratio(part / whole if whole > 0 else None, recent=False)
