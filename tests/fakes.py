"""Stand-ins that several tests share: a clock to turn by hand, providers that misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from data.models.policy import Policy
from data.models.reading import Answer, Observation
from data.provider import Source

START = datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)


class HandClock:
    """A Timekeeper that stands still until it is moved."""

    def __init__(self, now: datetime = START, elapsed: float = 1000.0) -> None:
        self.wall = now
        self.ticks = elapsed

    def now(self) -> datetime:
        """The wall clock as it was set."""
        return self.wall

    def elapsed(self) -> float:
        """Seconds as they were counted."""
        return self.ticks

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += timedelta(seconds=seconds)
        self.ticks += seconds


class FakeProvider:
    """Does what it is told at each fetch, and counts."""

    def __init__(self, act: Callable[[], Awaitable[Answer]]) -> None:
        self._act = act
        self.asked: list[float] = []
        self.running = 0
        self.most_at_once = 0
        self.closed = False

    async def fetch(self) -> Answer:
        """Act, keeping count of overlaps."""
        self.asked.append(asyncio.get_running_loop().time())
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            return await self._act()
        finally:
            self.running -= 1

    async def close(self) -> None:
        """Note that it was closed."""
        self.closed = True


def answering(*observations: Observation) -> FakeProvider:
    """A provider that always answers the same."""

    async def act() -> Answer:
        return Answer(observations or (Observation("fake.value", 1.0, ""),), "fake query")

    return FakeProvider(act)


def hanging() -> FakeProvider:
    """A provider that never answers."""

    async def act() -> Answer:
        await asyncio.Event().wait()
        raise AssertionError

    return FakeProvider(act)


def source(name: str, provider: FakeProvider, *, every: float = 0.1, timeout: float = 0.05) -> Source:
    """A source of kind ``fake``, fast enough for a test."""
    return Source(name, "fake", "", every, timeout, True, provider)


def policy(**thresholds: object) -> Policy:
    """A policy that demands nothing."""
    return Policy("test", "Test", "test", **thresholds)  # type: ignore[arg-type]


def moved_wall(clock: HandClock, seconds: float) -> None:
    """Move the wall clock alone, as a person or a time server would."""
    clock.wall += timedelta(seconds=seconds)
