"""Waiting that somebody may end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

from data.timekeeping import Timekeeper

Result = TypeVar("Result")
_LOOK_S = 0.1


async def stopped_within(stopped: asyncio.Event, seconds: float) -> bool:
    """Whether it was stopped before the time was over."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopped.wait(), seconds)
    return stopped.is_set()


async def stopped_by(time: Timekeeper, stopped: asyncio.Event, seconds: float) -> bool:
    """The same by a clock that may be hurried or stand still."""
    until = time.elapsed() + seconds
    while time.elapsed() < until:
        if await stopped_within(stopped, _LOOK_S):
            return True
    return False


async def unless_stopped(stopped: asyncio.Event, work: Awaitable[Result]) -> Result | None:
    """What the work comes to; None, and the work is given up, where it is stopped first."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        working.cancel()
        await asyncio.wait({working})
        return None
    finally:
        working.cancel()
        stopping.cancel()
