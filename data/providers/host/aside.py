"""Runs what may block for ever in threads that hold nobody up, not even at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class Aside:
    """At most one thread for each name: one that hangs is not joined by another.

    The threads are daemons; those of asyncio's own executor would be waited for when the program ends.
    """

    def __init__(self) -> None:
        self._running: set[str] = set()

    async def run(self, name: str, work: Callable[[], T], within: float) -> T:
        """What `work` returns, which must not raise.

        Raises TimeoutError where it takes longer than `within` seconds, or an earlier run still does.
        """
        if name in self._running:
            raise TimeoutError
        self._running.add(name)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def settle(outcome: T) -> None:
            self._running.discard(name)
            if not done.done():
                done.set_result(outcome)

        def act() -> None:
            outcome = work()
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, outcome)

        Thread(target=act, name=f"aside {name}", daemon=True).start()
        return await asyncio.wait_for(done, within)
