"""Sends what waits: one console on a machine at a time, each channel by itself, each letter in turn."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress

from data.channel import Channel
from data.errors import JournalError
from data.journal.journal import Journal
from data.models.journal import JournalNews, SaveState
from data.models.outbox import Outbox, Posted
from data.outbox import writing
from data.outbox.book import Book
from data.outbox.carrier import Carrier
from data.outbox.due import Move, due, stale
from data.outbox.pace import Waits
from data.sole import Sole
from data.timekeeping import Timekeeper

TICK_S = 1.0
"""Seconds between two looks at whether the console that sends is gone."""
_NAP_S = 5.0
"""Seconds that are slept at once: a machine that was suspended must not oversleep."""
_BOUND_S = 660.0
"""Seconds after which a channel that forgot its own time limit is given up."""


class Sender:
    """Looks after the outbox of one journal; a thin shell around `due` and `Carrier`.

    `channel` gives the channel of a name, None where there is none: in a drill that is always the
    sink, and one letter goes after the other, so that the same drill is recorded the same. Where
    the journal is only looked at nothing is sent, and the duty is not taken.
    """

    def __init__(
        self,
        journal: Journal,
        channel: Callable[[str], Channel | None],
        time: Timekeeper,
        *,
        drill: bool = False,
        chance: Callable[[], float] = random.random,
        bound: float = _BOUND_S,
    ) -> None:
        self.book = Book(journal, drill=drill)
        self._journal = journal
        self._drill = drill
        self._channel = channel
        self._time = time
        self._sole = Sole(journal.root, "outbox-drill" if drill else "outbox")
        self._carrier = Carrier(journal, self.book, time.now, chance, lambda: self._sole.held, bound)
        self._waits = Waits()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._ending = False
        self._stop: Callable[[], object] = lambda: None

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands."""
        return self.book.outbox

    @property
    def on_duty(self) -> bool:
        """Whether it is this process that sends."""
        return self._sole.held

    @property
    def why_not(self) -> str:
        """Why it is not this process that sends; empty where nothing stands in the way."""
        return self._sole.why

    @property
    def sending(self) -> frozenset[str]:
        """The channels on which something is under way."""
        return frozenset(self._busy)

    async def run(self) -> None:
        """Send whatever waits or comes to wait, until cancelled. Raises OpsError."""
        try:
            await self.open()
            await self.hold_stale()
            while True:
                await self.rest(await self.turn())
        finally:
            await self.close(0.0)

    async def open(self) -> None:
        """Read what is there, listen, and take the duty where it can be had; before the first `turn`."""
        loop = asyncio.get_running_loop()

        def heard(news: JournalNews) -> None:
            if self.book.take(news.entries):
                with suppress(RuntimeError):  # the loop has ended before the journal has
                    loop.call_soon_threadsafe(self._news.set)

        self._stop()
        self._stop = self._journal.listen(heard)
        viewing = self._journal.health.state is SaveState.VIEW_ONLY
        if viewing or not await self._take_duty():
            await asyncio.to_thread(self.book.read)

    async def hold_stale(self) -> None:
        """Have a person decide about words that have waited for long: they may no longer be true."""
        for posted in stale(self.book.outbox, self._journal.host, self._time.now()) if self.on_duty else ():
            await self._carrier.hold(posted)

    async def turn(self) -> float | None:
        """Begin all that is due now; in how many seconds there is more, None where nothing waits."""
        self._harvest()
        if self._ending or self._journal.health.state is SaveState.VIEW_ONLY:
            return None
        if not self._moves() and not self._untold():
            return None
        if not await self._take_duty():
            return TICK_S
        for posted in self._untold():
            await self._carrier.record(writing.update(posted))
        moves, steady = self._moves(), self._time.elapsed()
        for move in moves:
            name = move.posted.letter.channel
            if move.at <= steady and name not in self._busy and not (self._drill and self._busy):
                carrying = self._carrier.carry(move, self._channel(name))
                task = asyncio.create_task(carrying, name=f"send {name}")
                task.add_done_callback(lambda _: self._news.set())
                self._busy[name] = task
        later = [move.at - steady for move in moves if move.posted.letter.channel not in self._busy]
        return min(later) if later else _NAP_S if self._busy else None

    async def rest(self, seconds: float | None) -> None:
        """Wait until there is news, but not longer than that; None for as long as it takes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(None if seconds is None else min(seconds, _NAP_S)):
                await self._news.wait()
        self._news.clear()

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        if self._busy:
            await asyncio.wait(self._busy.values())
        self._harvest()

    def hurry(self) -> None:
        """Try at once what waits after a setback."""
        self._waits.hurry(self.book.outbox.open, self._time.elapsed())
        self._news.set()

    def stand_aside(self) -> None:
        """Let another process send while this one stands still; not while something is under way."""
        if all(task.done() for task in self._busy.values()):
            self._sole.release()

    async def close(self, grace: float) -> None:
        """Begin nothing more, give what is under way so many seconds, and let go of the duty."""
        self._ending = True
        self._stop()
        tasks, self._busy = list(self._busy.values()), {}
        if tasks and grace:
            await asyncio.wait(tasks, timeout=grace)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._sole.release()

    async def _take_duty(self) -> bool:
        """Whether this process sends; what another wrote before it ended is read first."""
        if self._sole.held:
            return True
        if not self._sole.take():
            return False
        await asyncio.to_thread(self.book.read)
        return True

    def _moves(self) -> tuple[Move, ...]:
        now, steady = self._time.now(), self._time.elapsed()

        def ready(posted: Posted) -> float:
            return self._waits.ready(posted, now, steady)

        return due(self.book.outbox, self._journal.host, ready, self._idempotent)

    def _idempotent(self, name: str) -> bool:
        channel = self._channel(name)
        return channel is not None and channel.idempotent

    def _untold(self) -> list[Posted]:
        return [each for each in self.book.outbox.untold if each.home == self._journal.host]

    def _harvest(self) -> None:
        """Let go of what has ended; with a journal that takes nothing more, nothing more is sent."""
        for name, task in list(self._busy.items()):
            if task.done():
                del self._busy[name]
                error = None if task.cancelled() else task.exception()
                if isinstance(error, JournalError):
                    self._ending = True
                elif error is not None:
                    raise error
