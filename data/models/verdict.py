"""The six things that can be said of a reading."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What a value means; the last three never count as a pass."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    NO_DATA = "no-data"
    STALE = "stale"
    ERROR = "error"

    @property
    def known(self) -> bool:
        """Whether a value was really compared, rather than missing, old or unobtainable."""
        return self in (Verdict.PASS, Verdict.WARN, Verdict.FAIL)

    @property
    def rank(self) -> int:
        """Position from best (0) to worst (5), as people want them listed."""
        return _BEST_TO_WORST.index(self)


_BEST_TO_WORST = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.STALE,
    Verdict.NO_DATA,
    Verdict.ERROR,
    Verdict.FAIL,
)

BROKEN = (Verdict.FAIL, Verdict.WARN)
"""What is said of a value that was compared and does not pass."""
GRAVE = (Verdict.FAIL, Verdict.ERROR)
"""What is said of what fails, or cannot be asked whether it does."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several; of none at all: no data."""
    return max(verdicts, key=lambda verdict: verdict.rank, default=Verdict.NO_DATA)
