"""Sending from a command: until nothing waits that could go, or for so long as is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.cli.session import Session
from data.lookups import keep_lookups_apart
from data.models.outbox import Outbox, Posted
from data.outbox.sender import Sender
from data.outbox.telling import state_words

_GRACE_S = 2.0
Say = Callable[[str], object]


def send_waiting(session: Session, patience: float, say: Say) -> Outbox:
    """Send what waits, trying again for at most `patience` seconds; what is left then.

    Where another process on this machine sends, it is waited for. Raises OpsError.
    """
    return asyncio.run(_send(session, patience, say))


async def _send(session: Session, patience: float, say: Say) -> Outbox:
    keep_lookups_apart()
    time, channels = session.time, session.channels()
    sender = Sender(session.journal(), lambda name: channels.get(name), time, drill=session.drill)
    told = _Progress(sender, say, session)
    try:
        await sender.open()
        told.begin()
        sender.hurry()
        until = time.elapsed() + patience
        while (wait := await sender.turn()) is not None:
            told.go_on()
            left = until - time.elapsed()
            if not sender.sending and wait > left:
                break
            await sender.rest(min(wait, max(left, 0.05)) if not sender.sending else None)
        told.go_on()
        return sender.outbox
    finally:
        await sender.close(_GRACE_S)
        await asyncio.gather(*(channel.close() for channel in channels.values()))


class _Progress:
    """Says a line whenever a letter's state has changed."""

    def __init__(self, sender: Sender, say: Say, session: Session) -> None:
        self._sender = sender
        self._say = say
        self._time = session.time
        self._known: dict[str, str] = {}
        self._warned = False

    def begin(self) -> None:
        """What waits now is no news."""
        self._known = {each.key: self._state(each) for each in self._sender.outbox.letters}

    def go_on(self) -> None:
        """Say what has changed since."""
        if self._sender.why_not and not self._sender.on_duty and not self._warned:
            self._warned = True
            self._say(f"{self._sender.why_not} of sending; it is waited for")
        for posted in self._sender.outbox.letters:
            state = self._state(posted)
            if self._known.get(posted.key) != state:
                self._known[posted.key] = state
                self._say(f"{posted.key}  {state_words(posted, self._time.now())}")

    def _state(self, posted: Posted) -> str:
        """What is said anew when it changes: not each try that ends like the one before."""
        setback = posted.setback
        if setback is None and posted.last is not None and posted.last.in_doubt and not posted.stuck:
            return self._known.get(posted.key, "waiting")
        return f"{posted.state.value} {setback.why if setback else ''}".strip()
