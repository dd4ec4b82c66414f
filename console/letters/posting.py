"""Looks after the outbox while the console is open: sends, and says what needs a person."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from data.channel import Channel
from data.incidents.room import Pending
from data.models.outbox import Outbox, Posted, channel_title, gist
from data.outbox.pace import setbacks_of
from data.outbox.sender import Sender
from data.outbox.telling import pending_of, state_words, what_to_do
from data.safe import safe

if TYPE_CHECKING:
    from console.runbooks.conducting import Conducting

_WORTH_SAYING = 3
"""After so many setbacks in a row it is said that words still wait."""
_LATE = "late"
_CLOSE_S = 0.3
_JUST = timedelta(seconds=10)
_SHOWN_S = 20.0


class Posting:
    """Belongs to the event loop. Begins to read and to send when it is made."""

    def __init__(self, app: Conducting) -> None:
        self._app = app
        self._sender: Sender | None = None
        self._channels: Mapping[str, Channel] = {}
        self._seen: Outbox | None = None
        self._marks: dict[str, str] = {}
        self._since = app.parts.time.now() - _JUST
        self._task = asyncio.create_task(self._work(), name="outbox")
        app.app_suspend_signal.subscribe(app, lambda _: self._stand_aside(), immediate=True)

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands; empty before it is read."""
        return self._sender.outbox if self._sender is not None else Outbox()

    def pending(self, incident: str) -> tuple[Pending, ...]:
        """The letters of an incident that have not gone yet."""
        return pending_of(self.outbox, incident, self._app.parts.time.now())

    def hurry(self) -> None:
        """Try at once what waits."""
        if self._sender is not None:
            self._sender.hurry()

    def tend(self) -> None:
        """Called about once a second: say what is news."""
        if self._task.done():
            self._ended()
        outbox = self.outbox
        if outbox is not self._seen:
            self._seen = outbox
            for posted in outbox.letters:
                self._tell(posted)

    async def close(self) -> str:
        """Give what is under way a moment, and end; what to say of letters that wait."""
        if self._sender is not None:
            await self._sender.close(_CLOSE_S)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.gather(*(channel.close() for channel in self._channels.values()))
        return _left(self.outbox)

    async def _work(self) -> None:
        self._channels = await asyncio.to_thread(self._app.parts.channels)
        parts = self._app.parts
        channels = self._channels
        self._sender = Sender(
            parts.journal, lambda name: channels.get(name), parts.time, drill=parts.journal.drill
        )
        await self._sender.run()

    def _stand_aside(self) -> None:
        if self._sender is not None:
            self._sender.stand_aside()

    def _ended(self) -> None:
        """The sender ends with the console, or by a fault of ours, which is told once."""
        error = None if self._task.cancelled() else self._task.exception()
        if error is not None and "" not in self._marks:
            self._marks[""] = "ended"
            words = f"{safe(error)}: nothing is sent until the console is started anew"
            self._app.notify(words, title="Outbox", severity="error", timeout=_SHOWN_S)

    def _tell(self, posted: Posted) -> None:
        """Say that a letter went just now, that it is late, or that it needs a person."""
        mark = mark_of(posted)
        if self._marks.get(posted.key) == mark:
            return
        self._marks[posted.key] = mark
        about = f"{channel_title(posted.letter.channel)}: {gist(posted.letter)}"
        words = f"{about}, {state_words(posted, self._app.parts.time.now())}"
        received = posted.last.received if posted.last else None
        if posted.stuck:
            todo = what_to_do(posted)
            self._app.notify(
                f"{words}. {todo[:1].upper()}{todo[1:]}", title="Outbox", severity="error", timeout=_SHOWN_S
            )
        elif mark == _LATE:
            self._app.notify(words, title="Outbox", severity="warning")
        elif received is not None and received >= self._since:
            self._app.notify(f"{about} is sent", title="Outbox")


def mark_of(posted: Posted) -> str:
    """What is told of a letter when it changes: one that is late is so through all further attempts."""
    late = posted.open and not posted.stuck and setbacks_of(posted) >= _WORTH_SAYING
    return _LATE if late else f"{posted.state.value} {posted.stuck}"


def _left(outbox: Outbox) -> str:
    count = len(outbox.open)
    if not count:
        return ""
    letters = "1 letter waits" if count == 1 else f"{count} letters wait"
    return f"{letters} in the outbox; ops-console outbox send gives them another try"
