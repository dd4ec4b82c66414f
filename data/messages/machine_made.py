"""Tells strings that only machines make, such as keys, from words, names, paths and the ids of things."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log2

_PATH = re.compile(r"(?:^|[-_/])[a-z]{2,}(?:[-_/]|$)")
"""A whole word between strokes: this is a path or a name, and only what is no word is looked at."""
_NAMED = re.compile(r"[-_]")
_PART = re.compile(r"(?:(?<=[-_/])|^)(?![a-z]{2,}(?:[-_/]|$))[^-_/]+")
_HEX = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
_LONG = 20
"""So many letters and digits in one piece may be a secret; keys are rarely shorter."""
_JUMPY = 0.2
"""A share of places where small, capital and digit meet; words and names stay far below it."""
_MIXED = ((0.15, 4.1), (0.1, 4.5))
"""Where it jumps less, so many bits a sign; names of many words have fewer."""


def machine_made(run: str) -> bool:
    """Whether a run of letters and digits is of the kind that only machines make."""
    pieces = [run, *re.split(r"[-_=]+", run), *re.split(r"[-_/=+]+", run)]
    return any(_looks_made(piece) for piece in pieces)


def _looks_made(piece: str) -> bool:
    if "+" not in piece and _PATH.search(piece):
        named, piece = bool(_NAMED.search(piece)), "".join(_PART.findall(piece))
        if named and (piece.islower() or piece.isupper()):
            return False
    if len(piece) < _LONG:
        return False
    jumps, letters = _jumps(piece), not piece.islower() and not piece.isupper() and not piece.isdigit()
    hexadecimal = bool(_HEX.fullmatch(piece)) and not piece.isdigit() and not piece.isalpha()
    if hexadecimal or jumps >= _JUMPY:
        return True
    return letters and any(jumps >= least and _entropy(piece) >= bits for least, bits in _MIXED)


def _entropy(piece: str) -> float:
    """Bits a sign."""
    counts = Counter(piece).values()
    return -sum(count / len(piece) * log2(count / len(piece)) for count in counts)


def _jumps(piece: str) -> float:
    """The share of places where the kind of sign changes; a capital before a small letter opens a word."""
    kinds = [_kind(sign) for sign in piece]
    changes = sum(
        bool(before and kind) and before != kind and (before, kind) != ("A", "a")
        for before, kind in pairwise(kinds)
    )
    return changes / len(piece)


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "0"
    return ("A" if sign.isupper() else "a") if sign.isalpha() else ""
