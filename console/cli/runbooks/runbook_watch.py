"""Waits for what is under way, minding the person's ctrl+c, a closed terminal, and the time box."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from data.quantity import format_duration
from data.runbook_runs.conductor import Conductor
from data.timekeeping import Timekeeper

Result = TypeVar("Result")
_LOOK_S = 0.5


class Watched:
    """Runs a conductor's work to its end on a loop of its own.

    The first signal stops what is under way politely, the next by force; a terminal that is closed,
    and TERM, end the program after that.
    """

    def __init__(
        self, conductor: Conductor, loop: asyncio.Runner, time: Timekeeper, say: Callable[[str], None]
    ) -> None:
        self._conductor = conductor
        self._loop = loop
        self._time = time
        self._say = say
        self._signals: list[int] = []
        self._ending: asyncio.Future[None] | None = None

    def done(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What it comes to. Raises what it raises, and SystemExit where the terminal is gone."""
        self._signals.clear()
        result = self._loop.run(self._heeding(work))
        leaving = [number for number in self._signals if number != signal.SIGINT]
        if leaving:
            raise SystemExit(128 + leaving[0])
        return result

    async def _heeding(self, work: Coroutine[Any, Any, Result]) -> Result:
        with self._listening():
            box = asyncio.ensure_future(self._tell_of_the_box())
            try:
                return await work
            finally:
                box.cancel()
                if self._ending is not None:
                    await self._ending

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """What is ignored stays ignored."""
        loop = asyncio.get_running_loop()
        heard = [
            number
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            if signal.getsignal(number) is not signal.SIG_IGN
        ]
        for number in heard:
            loop.add_signal_handler(number, self._heard, number)
        try:
            yield
        finally:
            for number in heard:
                loop.remove_signal_handler(number)

    def _heard(self, number: int) -> None:
        self._signals.append(number)
        self._conductor.stop()
        if len(self._signals) > 1 and self._ending is None:
            self._ending = asyncio.ensure_future(self._conductor.close())

    async def _tell_of_the_box(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            now = self._conductor.executing
            if now is not None and self._time.elapsed() - now.began >= now.box_s:
                box, limit = format_duration(now.box_s), format_duration(now.limit_s)
                self._say(
                    f"    its time box of {box} is over; ctrl+c ends it, else it is ended after {limit}"
                )
                return
