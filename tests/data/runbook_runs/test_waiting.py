"""Waiting by a clock of one's own: it may be hurried, stand still, or be ended."""

from __future__ import annotations

import asyncio

from data.runbook_runs.waiting import stopped_by
from data.stage_clock import StageClock
from tests.fakes import START, HandClock


async def test_it_ends_when_that_clock_says_so() -> None:
    base, stopped = HandClock(), asyncio.Event()
    clock = StageClock(base, START, speed=10.0)
    waiting = asyncio.create_task(stopped_by(clock, stopped, 15.0))
    await asyncio.sleep(0)
    base.move(1.0)
    await asyncio.sleep(0.15)
    assert not waiting.done()
    base.move(0.6)
    assert await asyncio.wait_for(waiting, 30) is False


async def test_while_time_stands_it_can_be_stopped() -> None:
    clock, stopped = StageClock(HandClock(), START, running=False), asyncio.Event()
    waiting = asyncio.create_task(stopped_by(clock, stopped, 15.0))
    await asyncio.sleep(0.05)
    stopped.set()
    assert await asyncio.wait_for(waiting, 30) is True
