"""Counting everything while keeping only the gravest."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping

from data.models.item import Item

MOST_ITEMS = 500
_LONG_AGO = float("-inf")


class Tally:
    """How many items there were, by severity, and the gravest and newest of them.

    `order` ranks severities within one verdict, the gravest highest.
    """

    def __init__(self, order: Mapping[str, int] | None = None, most: int = MOST_ITEMS) -> None:
        self.count = 0
        self.by_severity: Counter[str] = Counter()
        self._order = order or {}
        self._most = most
        self._kept: list[Item] = []

    def add(self, items: Iterable[Item]) -> None:
        """Take in some more."""
        new = list(items)
        self.count += len(new)
        self.by_severity.update(item.severity for item in new)
        self._kept = heapq.nlargest(self._most, [*self._kept, *new], key=self._gravity)

    @property
    def items(self) -> tuple[Item, ...]:
        """Those that were kept, the gravest first, of equals the newest."""
        return tuple(self._kept)

    def words(self, names: Iterable[str]) -> str:
        """How many of each of these severities, where there are any: ``2 critical, 5 high``."""
        return ", ".join(f"{self.by_severity[name]:,} {name}" for name in names if self.by_severity[name])

    def _gravity(self, item: Item) -> tuple[int, int, float]:
        at = item.at.timestamp() if item.at is not None else _LONG_AGO
        return item.verdict.rank, self._order.get(item.severity, -1), at
