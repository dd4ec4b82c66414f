"""Carrying one letter: on record before it goes, and whatever comes of it on record after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from data.channel import Channel, NotDelivered
from data.journal.journal import Journal
from data.models.entry import Draft
from data.models.failure import FailureKind
from data.models.letter import Receipt
from data.models.outbox import Posted, Setback
from data.outbox import writing
from data.outbox.book import Book
from data.outbox.due import Act, Move
from data.outbox.pace import pause, setbacks_of

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

_GRACE_S = 0.25
_NEWEST = 64
"""Entries that are read once more before a letter goes: somebody may just have taken it back."""
_MENDABLE = (FailureKind.AUTH, FailureKind.RIGHTS, FailureKind.NOT_CONFIGURED)
"""What keeps the other side from answering a question only until a person has mended it."""


class Carrier:
    """Does one move at a time for each channel; `held` says whether this process still has the duty."""

    def __init__(
        self,
        journal: Journal,
        book: Book,
        now: Callable[[], datetime],
        chance: Callable[[], float],
        held: Callable[[], bool],
        bound: float,
    ) -> None:
        """`bound` is in seconds: longer no channel is waited for."""
        self._journal = journal
        self._book = book
        self._now = now
        self._chance = chance
        self._held = held
        self._bound = bound
        self._under_way: dict[str, asyncio.Task[Any]] = {}

    async def carry(self, move: Move, channel: Channel | None) -> None:
        """Do the move, and record what came of it. Raises JournalError where that cannot be."""
        if move.act is Act.ASK:
            await self._ask(move.posted, channel)
        else:
            await self._send(move.posted, channel)
        task = self._under_way.pop(move.posted.letter.channel, None)
        if task is not None and not task.done():  # no overlap: not again before this has really ended
            await asyncio.wait({task})

    async def hold(self, posted: Posted) -> None:
        """Have the letter wait for a person. Raises JournalError."""
        words, remedy = "it has waited for long and may no longer be true", "read it once more"
        setback = Setback(words, self._now(), certain=True, final=True, remedy=remedy)
        await self.record(writing.failed(posted.letter, posted.last.number if posted.last else 1, setback))

    async def record(self, draft: Draft) -> None:
        """Write an entry and wait until it is on disk, however long that takes. Raises JournalError."""
        entry = await asyncio.wrap_future(self._journal.submit(draft))
        self._book.take([entry])

    async def _send(self, posted: Posted, channel: Channel | None) -> None:
        letter, draft = posted.letter, writing.tried(posted)
        number, given = draft.fields["attempt"], False
        setback: Setback | None
        try:
            await self.record(draft)
            if why := await asyncio.to_thread(self._held_back, posted.key):
                setback = self._certain(why)
            elif channel is None:
                setback = self._missing(letter.channel, certain=True)
            else:
                given = True
                kept = self._book.outbox.kept(letter.incident, letter.channel)
                setback = await self._outcome(posted, number, channel.send(letter, kept))
        except asyncio.CancelledError:
            if not given:
                ended = self._certain("the console ended before it was given away")
                self._journal.submit(writing.failed(letter, number, ended))
            raise
        if setback is not None:
            await self.record(writing.failed(letter, number, setback))

    async def _ask(self, posted: Posted, channel: Channel | None) -> None:
        letter, number = posted.letter, posted.last.number if posted.last else 1
        if channel is None:
            await self.record(writing.failed(letter, number, self._missing(letter.channel, certain=False)))
            return
        kept = self._book.outbox.kept(letter.incident, letter.channel)
        result = await self._bounded(letter.channel, channel.find(letter, kept))
        if isinstance(result, Receipt):
            await self.record(writing.sent(letter, number, result))
        elif result is None:
            await self.record(writing.failed(letter, number, self._certain("it did not come")))
        else:
            await self.record(writing.failed(letter, number, self._unknown(posted, result)))

    async def _outcome(
        self, posted: Posted, number: int, sending: Coroutine[Any, Any, Receipt]
    ) -> Setback | None:
        """What went wrong; where nothing did, the receipt is on record."""
        result = await self._bounded(posted.letter.channel, sending)
        if isinstance(result, Receipt):
            await self.record(writing.sent(posted.letter, number, result))
            return None
        if isinstance(result, NotDelivered):
            return self._setback(posted, result, certain=result.certain, final=result.final)
        return self._unknown(posted, result)

    async def _bounded(self, name: str, work: Coroutine[Any, Any, Result]) -> Result | BaseException:
        """What it gives, or what it raised; it is ended when it takes too long."""
        task = self._under_way[name] = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=self._bound)
        finally:
            task.cancel()
        if not task.done():
            await asyncio.wait({task}, timeout=_GRACE_S)
        if not task.done() or task.cancelled():
            return TimeoutError(f"no answer within {self._bound:g} s")
        return task.exception() or task.result()

    def _held_back(self, key: str) -> str:
        """Why the letter must not be given away after all; empty where it may. Reads the disk."""
        self._book.refresh(_NEWEST)
        latest = self._book.outbox.letter(key)
        if latest is None or not latest.open:
            return "somebody took it back before it was given away"
        return "" if self._held() else "another console sends now"

    def _unknown(self, posted: Posted, error: BaseException | None) -> Setback:
        """A question without an answer: nobody knows more about the letter than before."""
        if isinstance(error, NotDelivered):
            final = error.final and error.failure.kind not in _MENDABLE
            return self._setback(posted, error, certain=False, final=final)
        if isinstance(error, TimeoutError):
            late = NotDelivered(FailureKind.TIMEOUT, str(error), certain=False)
            return self._setback(posted, late, certain=False, final=False)
        _log.error("channel %s failed", posted.letter.channel, exc_info=error)
        words, remedy = f"the channel failed: {type(error).__name__}", "a fault of the console; see its log"
        return Setback(words, self._now(), certain=False, final=True, remedy=remedy)

    def _setback(self, posted: Posted, error: NotDelivered, *, certain: bool, final: bool) -> Setback:
        after = 0.0 if final else pause(setbacks_of(posted) + 1, self._chance(), error.failure.retry_after)
        return Setback(error.message, self._now(), certain, final, round(after, 3), error.remedy)

    def _certain(self, why: str) -> Setback:
        return Setback(why, self._now(), certain=True, final=False)

    def _missing(self, name: str, *, certain: bool) -> Setback:
        remedy = f"add [channel.{name}] to the configuration"
        return Setback(f"there is no channel {name}", self._now(), certain, final=True, remedy=remedy)
