"""Everybody's words for how grave an alert is, in one small table."""

from __future__ import annotations

from data.models.alert import Gravity
from data.models.verdict import Verdict

_WORDS = {
    Gravity.HIGH: (
        *("critical", "crit", "high", "page", "pager", "emergency", "fatal", "disaster", "urgent"),
        *("p0", "p1", "sev0", "sev1", "error"),
    ),
    Gravity.MEDIUM: ("warning", "warn", "medium", "major", "minor", "ticket", "average", "p2", "sev2"),
    Gravity.LOW: (
        "info",
        "information",
        "informational",
        "low",
        "notice",
        "none",
        "debug",
        "p3",
        "p4",
        "sev3",
    ),
}
_GRAVITY = {word: gravity for gravity, words in _WORDS.items() for word in words}
_VERDICTS = {Gravity.HIGH: Verdict.FAIL, Gravity.MEDIUM: Verdict.WARN, Gravity.LOW: Verdict.PASS}


def gravity_of(severity: str) -> Gravity:
    """How grave a severity is; a word that nobody knows, or none, counts as medium."""
    return _GRAVITY.get(severity.strip().lower(), Gravity.MEDIUM)


def known(severity: str) -> bool:
    """Whether the table has the word."""
    return severity.strip().lower() in _GRAVITY


def verdict_of(gravity: Gravity) -> Verdict:
    """What an alert that fires means for the source that lists it."""
    return _VERDICTS[gravity]
