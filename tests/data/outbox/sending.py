"""A sender at work on a journal of its own, by a clock that is turned by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from data.channel import Channel
from data.journal.journal import Journal
from data.models.letter import Letter
from data.models.outbox import Outbox
from data.outbox import writing
from data.outbox.book import Book
from data.outbox.sender import Sender
from tests.data.outbox.far_side import FarChannel, FarSide
from tests.fakes import HandClock

_TURNS = 1000


class Console:
    """A journal, and the channels by which it sends."""

    def __init__(self, journal: Journal, clock: HandClock, **far: FarSide) -> None:
        self.journal = journal
        self.clock = clock
        self.channels: dict[str, Channel] = {name: FarChannel(side) for name, side in far.items()}

    def sender(self, *, drill: bool = False, bound: float = 5.0) -> Sender:
        """A sender whose pauses are three quarters of the longest."""
        channel = self.channels.get
        return Sender(self.journal, channel, self.clock, drill=drill, chance=lambda: 0.5, bound=bound)

    def queue(self, *letters: Letter) -> None:
        """Letters that wait, on disk."""
        for draft in writing.queue(letters):
            self.journal.submit(draft).result(30)

    async def work(self, sender: Sender, seconds: float = 1e9) -> None:
        """Send until nothing waits, or until so many seconds are over; no time really passes."""
        await sender.open()
        until = self.clock.elapsed() + seconds
        for _ in range(_TURNS):
            if (wait := await sender.turn()) is None or self.clock.elapsed() >= until:
                return
            if sender.sending:
                await sender.settled()
            else:
                self.clock.move(wait)
        raise AssertionError("it never comes to rest")

    async def send_all(self) -> None:
        """A console that is opened, sends until nothing waits, and is closed."""
        sender = self.sender()
        await self.work(sender)
        await sender.close(0.0)

    @property
    def outbox(self) -> Outbox:
        """As it stands on disk."""
        book = Book(self.journal)
        book.read()
        return book.outbox


@contextmanager
def console(
    root: Path, kind: type[Journal] = Journal, clock: HandClock | None = None, **far: FarSide
) -> Iterator[Console]:
    """A console whose journal is closed in the end."""
    clock = clock or HandClock()
    journal = kind.open(root, by="alice", host="h", zone=ZoneInfo("UTC"), time=clock)
    try:
        yield Console(journal, clock, **far)
    finally:
        journal.close(30.0)


async def arrived(far: FarSide, count: int) -> None:
    """Wait until so many letters are there."""
    async with asyncio.timeout(60):
        while len(far.arrived) < count:
            await asyncio.sleep(0.005)
