"""One thing that was looked at, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How a finding stands."""

    OK = "ok"
    WARN = "warn"
    MEND = "mend"

    @property
    def exit_code(self) -> int:
        """0, 1 or 2."""
        return list(Grade).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in one area; `remedy` is what to do where it is not ok."""

    area: str
    grade: Grade
    words: str
    remedy: str = ""


def ok(area: str, words: str) -> Finding:
    """Nothing to do."""
    return Finding(area, Grade.OK, words)


def warn(area: str, words: str, remedy: str = "") -> Finding:
    """It works, but not as well as it could."""
    return Finding(area, Grade.WARN, words, remedy)


def mend(area: str, words: str, remedy: str = "") -> Finding:
    """Something will not work."""
    return Finding(area, Grade.MEND, words, remedy)
