"""Which series of a query were there before, so that one that goes is missed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from data.models.labels import Labels

_REMEMBER_S = 26 * 3600.0
"""Long enough for the next day's checklist to miss what went in the night."""
_MOST = 50


@dataclass(frozen=True, slots=True)
class Last:
    """When a series was last there, on both clocks, and with what value."""

    at: datetime
    elapsed: float
    value: float | None


class Memory:
    """The series of one query that were seen in this console's time, or shortly before."""

    def __init__(self) -> None:
        self._seen: dict[Labels, Last] = {}

    @property
    def known(self) -> list[Labels]:
        """All of them."""
        return list(self._seen)

    def note(self, series: Labels, last: Last) -> None:
        """It is there, or was at that time."""
        self._seen[series] = last

    def vanished(self, here: Collection[Labels], elapsed: float) -> list[tuple[Labels, Last]]:
        """Those that are no longer there, the latest first; at most fifty, and for a good day."""
        self._seen = {
            series: last for series, last in self._seen.items() if elapsed - last.elapsed < _REMEMBER_S
        }
        gone = [(series, last) for series, last in self._seen.items() if series not in here]
        return sorted(gone, key=lambda each: each[1].elapsed, reverse=True)[:_MOST]
