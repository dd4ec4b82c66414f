"""How long people really worked on a run, absences left out."""

from __future__ import annotations

from datetime import datetime

from data.models.entry import Entry
from data.procedures.fields import number
from data.timekeeping import Timekeeper

_SHORT_SILENCE = 300.0
"""Whoever enters nothing for longer than this, in seconds, has been away…"""
_SHARE_OF_BUDGET = 0.25
"""…unless the list is so long that one item may take that share of it."""


class WorkTime:
    """Reckons what each entry adds to the time worked, in the order of the fold.

    An entry tells itself what was spent on it, on a scale that no moved clock disturbs; where it does
    not, the time since the same person's last entry counts, unless they must have been away.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], datetime] = {}

    def spent(self, run: str, budget: float, entry: Entry) -> float:
        """Seconds that this entry of a run stands for."""
        before = self._last.get((run, entry.by))
        self._last[run, entry.by] = entry.at
        told = number(entry.get("spent_s"))
        if told is not None:
            return max(0.0, told)
        silence = (entry.at - before).total_seconds() if before else 0.0
        return silence if 0.0 <= silence <= longest_silence(budget) else 0.0


def longest_silence(budget: float) -> float:
    """Seconds after which somebody who enters nothing must have been away, given the list's budget."""
    return max(_SHORT_SILENCE, budget * _SHARE_OF_BUDGET)


class Stopwatch:
    """Tells an open list what to enter as spent: the time since the last entry, on the steady scale."""

    def __init__(self, time: Timekeeper, budget: float = 0.0) -> None:
        self._time = time
        self._longest = longest_silence(budget)
        self._since = time.elapsed()

    def lap(self) -> float:
        """Seconds since the last lap, 0 after an absence; begins the next."""
        now = self._time.elapsed()
        spent, self._since = now - self._since, now
        return round(spent, 1) if spent <= self._longest else 0.0
