"""The known word that somebody who mistyped most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar of the known words, None where none is similar.

    Case and the choice between ``-`` and ``_`` do not count.
    """
    folded = {_fold(candidate): candidate for candidate in sorted(known, reverse=True)}
    close = get_close_matches(_fold(word), list(folded), n=1, cutoff=0.6)
    if close:
        return folded[close[0]]
    return next((candidate for key, candidate in folded.items() if _contains(key, _fold(word))), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy in words; empty where nothing is near."""
    found = nearest(word, known)
    return f'the nearest known one is "{found}"' if found else ""


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_")


def _contains(known: str, word: str) -> bool:
    return len(word) > 2 and (word in known or known in word)
