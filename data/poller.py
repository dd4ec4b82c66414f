"""Asks every source on its own schedule: bounded in time and number, never overlapping.

Failure is data: whatever a provider does, its round ends in a `Round`, and no source waits
for another. The one `except Exception` of the program stands here, around a run.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence

from data.errors import SourceError
from data.lookups import keep_lookups_apart
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer
from data.models.round import Round
from data.provider import Source
from data.schedule import head_start, pause
from data.timekeeping import Timekeeper

_log = logging.getLogger(__name__)

_GRACE = 0.25
"""Seconds that a cancelled provider gets to let go before it counts as stuck."""
_LANE = 48
_SLOW_LANE = 16
_MORE = 1.0
"""Seconds after an early answer until the rest is asked for."""
_CLOSE = 1.0
_WAKE = 2.0
"""Seconds over which the questions after a sleep are spread."""


class Poller:
    """One task a source; what each round brought goes to `record`.

    Sources that timed out the last time queue in a lane of their own, so that however many
    hang, those that answer are asked on time.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        record: Callable[[Round], None],
        time: Timekeeper,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._sources = tuple(sources)
        self._record = record
        self._time = time
        self._chance = chance
        self._lane = asyncio.Semaphore(_LANE)
        self._slow_lane = asyncio.Semaphore(_SLOW_LANE)
        self._hurry = {source.name: asyncio.Event() for source in sources}

    async def run(self) -> None:
        """Ask all sources until cancelled."""
        keep_lookups_apart()
        async with asyncio.TaskGroup() as group:
            for position, source in enumerate(self._sources):
                start = head_start(position, len(self._sources))
                group.create_task(self._follow(source, start), name=f"poll {source.name}")

    async def once(self) -> None:
        """Ask every source one time, as `check` does."""
        keep_lookups_apart()
        async with asyncio.TaskGroup() as group:
            for source in self._sources:
                group.create_task(self._whole(source))

    def hurry(self, name: str | None = None) -> None:
        """Ask one source now, or all of them, whatever their schedule says."""
        for event in self._hurry.values() if name is None else (self._hurry[name],):
            event.set()

    def wake(self) -> None:
        """Ask every source once, spread over a moment: after a sleep, in which no schedule went on."""
        loop = asyncio.get_running_loop()
        for event in self._hurry.values():
            loop.call_later(self._chance() * _WAKE, event.set)

    async def close(self) -> None:
        """Let every provider close, all at once and not for long."""
        closing = [asyncio.ensure_future(source.provider.close()) for source in self._sources]
        if closing:
            _, late = await asyncio.wait(closing, timeout=_CLOSE)
            for task in late:
                task.cancel()
            await asyncio.gather(*(task for task in closing if task.done()), return_exceptions=True)

    async def _follow(self, source: Source, wait: float) -> None:
        failures, slow = 0, False
        while True:
            await self._pause(source, wait)
            started = self._time.elapsed()
            outcome, task = await self._round(source, self._slow_lane if slow else self._lane)
            failure = outcome.failure
            if not task.done():  # no overlap: it is asked again only when this run has really ended
                await asyncio.wait({task})
            failures = failures + 1 if failure else 0
            slow = failure is not None and failure.kind is FailureKind.TIMEOUT
            every = min(_MORE, source.every) if outcome.partial else source.every
            wait = pause(every, failures, self._chance(), outcome.retry_after)
            wait = max(0.0, wait - (self._time.elapsed() - started))

    async def _whole(self, source: Source) -> None:
        """Rounds until nothing more is under way, or the source's time is over."""
        until = self._time.elapsed() + source.timeout
        while True:
            outcome, _ = await self._round(source, self._lane)
            left = until - self._time.elapsed()
            if not outcome.partial or left <= 0:
                return
            await asyncio.sleep(min(_MORE, left))

    async def _pause(self, source: Source, wait: float) -> None:
        event = self._hurry[source.name]
        try:
            async with asyncio.timeout(wait):
                await event.wait()
        except TimeoutError:
            pass
        event.clear()

    async def _round(
        self, source: Source, lane: asyncio.Semaphore
    ) -> tuple[Round, asyncio.Task[Answer | Failure]]:
        async with lane:
            started = self._time.elapsed()
            task = asyncio.ensure_future(self._guarded(source))
            try:
                result = await _bounded(task, source.timeout)
            finally:
                task.cancel()
            ended = self._time.elapsed()
            failure = result if isinstance(result, Failure) else None
            answer = result if isinstance(result, Answer) else None
            took_ms = (ended - started) * 1000
            outcome = Round(source.name, self._time.now(), ended, took_ms, answer, failure)
            self._record(outcome)
        return outcome, task

    async def _guarded(self, source: Source) -> Answer | Failure:
        try:
            return await source.provider.fetch()
        except SourceError as error:
            return error.failure
        except TimeoutError:
            return Failure(FailureKind.TIMEOUT, "the provider gave up waiting")
        except Exception as error:  # noqa: BLE001 - the one guard: a provider's fault is one tile's fault
            _log.exception("source %s: the provider failed", source.name)
            return Failure(
                FailureKind.INTERNAL,
                f"the {source.kind} provider failed: {type(error).__name__}",
                "this is a fault of the console; the log has the details",
            )


async def _bounded(task: asyncio.Task[Answer | Failure], timeout: float) -> Answer | Failure:
    await asyncio.wait({task}, timeout=timeout)
    if task.done() and not task.cancelled():
        return task.result()
    task.cancel()
    await asyncio.wait({task}, timeout=_GRACE)
    stuck = "" if task.done() else ", and the request cannot be stopped"
    return Failure(FailureKind.TIMEOUT, f"no answer within {timeout:g} s{stuck}")
