"""The troubles that the account can be in, told to its server by a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Trouble(StrEnum):
    """What can be wrong."""

    COST_SPIKE = "cost-spike"
    FINDING_NEW = "finding-new"
    KEY_OLD = "key-old"


class Account:
    """Switches troubles on and off; the server looks at the file with every call."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._on: set[Trouble] = set()

    async def cost_spike(self, on: bool) -> None:
        """Computing costs many times as much as ever since yesterday."""
        self._switch(Trouble.COST_SPIKE, on)

    async def finding_new(self, on: bool) -> None:
        """GuardDuty has found somebody who tries passwords on a machine."""
        self._switch(Trouble.FINDING_NEW, on)

    async def key_old(self, on: bool) -> None:
        """The key of the build server has not been changed for more than a year."""
        self._switch(Trouble.KEY_OLD, on)

    def _switch(self, trouble: Trouble, on: bool) -> None:
        (self._on.add if on else self._on.discard)(trouble)
        written = self.file.with_suffix(".new")
        written.write_text("\n".join(sorted(self._on)), encoding="utf-8")
        written.replace(self.file)


def troubles(file: Path) -> frozenset[Trouble]:
    """Those that are switched on."""
    try:
        words = file.read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return frozenset()
    return frozenset(map(Trouble, words))
