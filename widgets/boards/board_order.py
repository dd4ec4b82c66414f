"""The order of facts in a panel: worst first, but never jumping under a person's cursor."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from data.models.board import Fact
from data.quantity import known
from widgets.sign import WORDS

ORDERS: tuple[str, ...] = ("worst first", "as listed", "by name", "greatest first")

_KEYS: dict[str, Callable[[Fact], tuple[object, ...]]] = {
    "worst first": lambda fact: (-_rank(fact),),
    "as listed": lambda fact: (),
    "by name": lambda fact: (fact.name,),
    "greatest first": lambda fact: (_weight(fact),),
}


def ordered(facts: Sequence[Fact], order: str, held: Sequence[str] = ()) -> list[Fact]:
    """The facts in an order, those alike as they were listed; keys in `held` stay as they stand there."""
    fresh = sorted(facts, key=_KEYS[order])
    if not held:
        return fresh
    place = {key: at for at, key in enumerate(held)}
    return sorted(fresh, key=lambda fact: place.get(fact.key, len(place)))


def risen(facts: Sequence[Fact], order: str, held: Sequence[str]) -> frozenset[str]:
    """The keys that would stand higher if the panel were put in order now."""
    place = {key: at for at, key in enumerate(held)}
    found, highest = set(), len(place)
    for fact in reversed(ordered(facts, order)):
        mine = place.get(fact.key)
        if mine is None:
            continue
        if mine > highest:
            found.add(fact.key)
        highest = min(highest, mine)
    return frozenset(found)


def matches(fact: Fact, words: Sequence[str]) -> bool:
    """Whether every one of the (lower case) words stands in what the fact says."""
    if not words:
        return True
    verdict = WORDS[fact.verdict] if fact.verdict else ""
    hay = " ".join((fact.name, fact.text, fact.source, fact.group, fact.words, verdict)).lower()
    return all(word in hay for word in words)


def _weight(fact: Fact) -> float:
    return -fact.value if fact.value is not None and known(fact.value) else math.inf


def _rank(fact: Fact) -> int:
    return fact.verdict.rank if fact.verdict is not None else 0
