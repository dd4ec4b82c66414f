"""Coroutines on an event loop whose clock is its own: when nothing is left to do, the next thing is due.

What takes a minute is over at once, and takes exactly a minute however busy the machine is. It is for
code that only waits; whatever waits for a thread, a process or a socket needs a real clock. Where it
is only a thread that can go on, as when the loop's own threads end with it, that is waited for.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec

from tests.fakes import START

P = ParamSpec("P")

_THREAD_S = 30.0


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its time passes only while it waits, and then all at once."""

    def __init__(self) -> None:
        self.now = 1000.0
        super().__init__(_Skipping(self))

    def time(self) -> float:
        """Seconds on this loop's own scale."""
        return self.now


class _Skipping(selectors.DefaultSelector):
    """Moves the loop's clock instead of waiting."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready now; where nothing is, it is later."""
        ready = super().select(0 if timeout is not None else _THREAD_S)
        if not ready:
            assert timeout is not None, "nothing is left that could ever happen"
            self._loop.now += timeout
        return ready


class LoopTime:
    """A Timekeeper that goes with a virtual loop."""

    def now(self) -> datetime:
        """The wall clock, as far from its start as the loop is."""
        return START + timedelta(seconds=self.elapsed())

    def elapsed(self) -> float:
        """The loop's time."""
        return asyncio.get_running_loop().time()


def in_virtual_time(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """A test that runs on a loop of this kind."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run


def stand_still(seconds: float) -> None:
    """Time passes in which the loop does nothing, as when a machine hangs or sleeps."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop.now += seconds
