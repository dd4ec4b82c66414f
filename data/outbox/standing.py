"""What the letters of an incident mean for the next words about it."""

from __future__ import annotations

from collections.abc import Iterable

from data.models.letter import Letter, LetterState
from data.models.outbox import Posted

_GONE = (LetterState.DROPPED, LetterState.REFUSED)
_WAITING = (LetterState.WAITING, LetterState.IN_DOUBT)


def opened(letters: Iterable[Posted]) -> frozenset[str]:
    """The channels that know of the incident, or will when what waits has gone."""
    return frozenset(each.letter.channel for each in letters if each.state not in _GONE)


def waiting(letters: Iterable[Posted]) -> tuple[Letter, ...]:
    """The letters that will go by themselves, of words of which none has come yet."""
    letters = tuple(letters)
    told = {each.letter.words for each in letters if each.receipt}
    return tuple(each.letter for each in letters if each.state in _WAITING and each.letter.words not in told)
