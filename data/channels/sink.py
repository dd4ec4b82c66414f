"""The channel of drills: keeps what it is given, and sends nothing anywhere."""

from __future__ import annotations

from collections.abc import Mapping

from data.models.letter import Letter, Receipt


class Sink:
    """Stands in every channel's place while people train."""

    idempotent = True

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Keep the letter."""
        if all(known.key != letter.key for known in self.letters):
            self.letters.append(letter)
        return Receipt(letter.key, "kept, not sent: this is a drill")

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """Whether it was kept."""
        there = any(known.key == letter.key for known in self.letters)
        return Receipt(letter.key) if there else None

    async def close(self) -> None:
        """There is nothing to close."""
