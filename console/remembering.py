"""Behind the first pictures: fills in the past, and learns what is usual."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from data.models.failure import Failure
from data.models.past import TimeRange

if TYPE_CHECKING:
    from console.watch import Watch
    from data.baselines.keeper import Keeper
    from data.timekeeping import Timekeeper

_YESTERDAY = 86_400.0
_HOUR = 3_600.0
_RETRY = 60.0
_LATE = 30.0
"""Seconds after the full hour at which its values are noted: every source has been asked by then."""


async def remember(watch: Watch, time: Timekeeper, say: Callable[[str], object]) -> None:
    """The last hour first, since it is looked at first; then two days, to compare with; then a week.

    What keeps the baselines from being read or written is for `say` to tell, once.
    """
    await asyncio.to_thread(watch.baselines.load)
    if watch.baselines.problem:
        say(watch.baselines.problem)
    await watch.recall.settle()
    await recall(watch)
    await watch.recall.fill(TimeRange.WEEK)
    async with asyncio.TaskGroup() as group:
        group.create_task(_retry(watch))
        group.create_task(_learn(watch, time, say))


async def _retry(watch: Watch) -> None:
    """A source that was not there at the start tells of its past when it is."""
    while True:
        await asyncio.sleep(_RETRY)
        await watch.recall.retry()


async def recall(watch: Watch) -> None:
    """Fill in what was not seen: before the start, or while this machine slept."""
    await watch.recall.fill(TimeRange.HOUR)
    await watch.recall.fill(TimeRange.DAY, _YESTERDAY)


async def _learn(watch: Watch, time: Timekeeper, say: Callable[[str], object]) -> None:
    """Once a day from the sources, and every hour from what is seen."""
    while True:
        if watch.baselines.due(time.now()):
            answers = await watch.recall.ask(watch.baselines.window(time.now()))
            found = {name: pasts for name, pasts in answers.items() if not isinstance(pasts, Failure)}
            if found:
                await asyncio.to_thread(watch.baselines.take, found, time.now())
                await _save(watch.baselines, time, say)
        await asyncio.sleep(_LATE + _HOUR - time.now().timestamp() % _HOUR)
        watch.baselines.note(watch.store.snapshot())
        await _save(watch.baselines, time, say)


async def _save(baselines: Keeper, time: Timekeeper, say: Callable[[str], object]) -> None:
    before = baselines.problem
    await asyncio.to_thread(baselines.save, time.now())
    if baselines.problem and baselines.problem != before:
        say(baselines.problem)
