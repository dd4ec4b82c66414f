"""Ways to other sides that are down, busy, silent or faulty."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from data.channel import NotDelivered
from data.models.failure import FailureKind
from data.models.letter import Letter, Receipt
from tests.data.outbox.far_side import FarChannel, FarSide


class Down:
    """Refuses connections until a moment."""

    def __init__(self, elapsed: Callable[[], float], until: float, then: FarChannel) -> None:
        self._elapsed = elapsed
        self._until = until
        self._then = then
        self.idempotent = then.idempotent
        self.asked = 0

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        if self._elapsed() < self._until:
            self.asked += 1
            raise NotDelivered(FailureKind.CONNECT, "connection refused", certain=True)
        return await self._then.send(letter, kept)

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        return await self._then.find(letter, kept)

    async def close(self) -> None:
        pass


class Once:
    """Says once that it was asked too often."""

    idempotent = False

    def __init__(self, then: FarChannel, retry_after: float) -> None:
        self._then = then
        self._waits: list[float] = [retry_after]

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        if self._waits:
            after = self._waits.pop()
            raise NotDelivered(FailureKind.RATE_LIMITED, "slow down", certain=True, retry_after=after)
        return await self._then.send(letter, kept)

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        return await self._then.find(letter, kept)

    async def close(self) -> None:
        pass


class Hanging(FarChannel):
    """Never answers."""

    def __init__(self) -> None:
        super().__init__(FarSide("blind"))

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        await asyncio.Event().wait()
        raise AssertionError


class Faulty(FarChannel):
    """Has a fault of its own."""

    def __init__(self) -> None:
        super().__init__(FarSide("blind"))

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        return Receipt(str(1 // 0))
