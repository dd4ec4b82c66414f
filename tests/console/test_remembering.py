"""What the open console does behind its pictures: the past filled in, baselines learned and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from console.remembering import remember
from console.watch import Watch, assemble
from data.baselines.keeper import Keeper
from data.models.past import Past, Window
from data.models.reading import Observation
from data.provider import Source
from tests.data.baselines.test_book import LONDON
from tests.fakes import FakeProvider, HandClock, answering, policy

KEY = ("prom", "api.p95_ms", ())


class Rememberer(FakeProvider):
    """A source whose every value was seven."""

    def __init__(self) -> None:
        super().__init__(answering(Observation("api.p95_ms", 7.0, "ms"))._act)
        self.windows: list[Window] = []

    async def past(self, window: Window) -> tuple[Past, ...]:
        self.windows.append(window)
        count = int((window.end - window.start) / window.step) + 1
        times = tuple(window.start + n * window.step for n in range(count))
        return (Past("api.p95_ms", (), "ms", times, tuple(7.0 for _ in times)),)


def watch_of(clock: HandClock, provider: FakeProvider, file: Path) -> Watch:
    sources = (Source("prom", "fake", "", 10.0, 5.0, True, provider, frozenset({"api.p95_ms"})),)
    return assemble(sources, policy(), clock, baselines=Keeper(LONDON, file))


async def test_a_console_begins_with_a_week_behind_it_and_knows_what_is_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, provider, said = HandClock(), Rememberer(), list[str]()
    watch = watch_of(clock, provider, tmp_path / "baselines.json")
    await watch.poller.once()
    hours = 0
    slept, wake = asyncio.Event(), asyncio.Event()

    async def sleep(seconds: float, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        nonlocal hours
        if not seconds:
            await sleep(0)
            return
        if seconds <= 60:
            await asyncio.Event().wait()  # nothing has failed: nobody tries again
        hours += 1
        slept.set()
        await wake.wait()
        wake.clear()
        clock.move(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    task = asyncio.create_task(remember(watch, clock, said.append))
    try:
        async with asyncio.timeout(60):
            await slept.wait()
            now = clock.elapsed()
            assert len(watch.store.past(KEY, now - 604_800.0, now).times) > 330
            assert len(watch.store.past(KEY, now - 172_800.0, now - 86_400.0).times) > 280
            assert watch.baselines.usual(KEY, clock.now()) is not None
            assert (tmp_path / "baselines.json").exists()
            asked = len(provider.windows)
            slept.clear()
            wake.set()
            await slept.wait()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert hours == 2 and len(provider.windows) == asked, "sources are asked once a day, not every hour"
    assert clock.now().minute == 0 and said == []


async def test_a_damaged_file_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "baselines.json"
    file.write_text("{")
    clock, said = HandClock(), list[str]()
    watch = watch_of(clock, answering(), file)
    await watch.poller.once()
    task = asyncio.create_task(remember(watch, clock, said.append))
    try:
        async with asyncio.timeout(60):
            while not said:
                await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert len(said) == 1 and "damaged" in said[0]
