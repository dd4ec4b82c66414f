"""What is in the journal's folders, listed as seldom as can be: a year's has hundreds of files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

Lister = Callable[[Path], list[str]]
"""Gives the names in a folder, in no order."""
_TICK_NS = 100_000_000
"""File systems tell the time in ticks, none longer than this: of two changes in one they note the first."""


def names_in(folder: Path) -> list[str]:
    """What is in a folder; nothing where it cannot be read. Quick also where there are many files."""
    try:
        return os.listdir(folder)  # noqa: PTH208 - of hundreds of files only the names are wanted
    except OSError:
        return []


class Listing:
    """Knows what was in folders, and lists one again only when it has changed. Any thread may use it."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[int, list[str]]] = {}

    def names_in(self, folder: Path) -> list[str]:
        """As the function of that name."""
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return []
        known = self._known.get(folder)
        if known is not None and known[0] == changed:
            return known[1]
        settled = time.time_ns() - changed > _TICK_NS
        names = names_in(folder)
        if settled:
            self._known[folder] = (changed, names)
        return names
