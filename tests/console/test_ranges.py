"""The past in the open console: at the start, with a longer range, after a sleep; in nobody's way."""

from __future__ import annotations

import asyncio
from pathlib import Path

from data.models.past import Past, Window
from data.models.past import TimeRange as Range
from data.provider import Source
from screens.messages import RangeAsked
from tests.console.test_remembering import Rememberer
from tests.console_parts import console, morning_sources
from tests.fakes import HandClock
from tests.host import screen_text, until


def spans(provider: Rememberer, clock: HandClock) -> set[tuple[int, int]]:
    """How long each window was that was asked for, and how long ago it ended, in hours."""
    now = clock.now().timestamp()
    return {(round((w.end - w.start) / 3_600), round((now - w.end) / 3_600)) for w in provider.windows}


def sources(provider: Rememberer) -> tuple[Source, ...]:
    return (
        *morning_sources(),
        Source("prom", "fake", "", 10.0, 5.0, True, provider, frozenset({"api.p95_ms"})),
    )


async def test_the_past_is_asked_for_at_the_start_when_it_is_looked_at_and_after_a_sleep(
    tmp_path: Path,
) -> None:
    clock, provider = HandClock(), Rememberer()
    app = console(tmp_path, sources(provider), time=clock)
    async with app.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: spans(provider, clock) >= {(1, 0), (24, 0), (24, 24), (168, 0)})
        app.post_message(RangeAsked(Range.WEEK, 604_800.0))
        await until(pilot, lambda: (168, 168) in spans(provider, clock))
        provider.windows.clear()
        clock.move(7_200)
        app._tick()
        await until(pilot, lambda: {(1, 0), (24, 0)} <= spans(provider, clock))


async def test_a_past_that_never_comes_keeps_nobody_from_leaving(tmp_path: Path) -> None:
    class Silent(Rememberer):
        async def past(self, window: Window) -> tuple[Past, ...]:
            self.windows.append(window)
            await asyncio.Event().wait()
            raise AssertionError

    provider = Silent()
    app = console(tmp_path, sources(provider))
    async with asyncio.timeout(10), app.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: "pass" in screen_text(app) and bool(provider.windows))
        began = asyncio.get_running_loop().time()
        app.exit()
        await pilot.pause()
    assert asyncio.get_running_loop().time() - began < 2.0
