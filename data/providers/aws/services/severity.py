"""How grave a finding is, in the four words that both GuardDuty and Security Hub use."""

from __future__ import annotations

from collections.abc import Iterable

from data.models.item import Item
from data.models.verdict import Verdict

MOST = 500
"""Findings that are listed; how many there are is a signal."""

_RANKS = ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL")
_VERDICTS = {"CRITICAL": Verdict.FAIL, "HIGH": Verdict.FAIL, "MEDIUM": Verdict.WARN}
_FROM = ((9.0, "CRITICAL"), (7.0, "HIGH"), (4.0, "MEDIUM"))


def severity_word(number: float | None) -> str:
    """GuardDuty's number as the word that its console shows."""
    if number is None:
        return ""
    return next((word for least, word in _FROM if number >= least), "LOW")


def verdict_of(severity: str) -> Verdict:
    """What a severity means here: one that is not known is looked at."""
    return _VERDICTS.get(severity, Verdict.PASS if severity in _RANKS else Verdict.WARN)


def gravest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """The first of them by severity, of equals the newest."""
    ranked = sorted(items, key=lambda item: (_rank(item), -(item.at.timestamp() if item.at else 0.0)))
    return tuple(ranked[:MOST])


def counts_in_words(counts: dict[str, int]) -> str:
    """``2 critical, 1 high``; what there is none of is left out."""
    known = [f"{counts[rank]} {rank.lower()}" for rank in _RANKS if counts.get(rank)]
    return ", ".join(known) or "none is open"


def _rank(item: Item) -> int:
    return _RANKS.index(item.severity) if item.severity in _RANKS else len(_RANKS)
