"""An App that acts on keys in the order in which they were pressed, however fast they come.

Textual hands a character to the focused widget at once, but a key that is bound to an action only
acts after it has bubbled up to the App. So of keys that arrive together, as over a slow line,
from tmux or from a script, the characters overtake: `note⏎x` becomes `notex⏎`. Here the next key
waits until the last one has made its way.
"""

from __future__ import annotations

import asyncio
from collections import deque

from textual import events
from textual.app import App
from textual.message import Message

_WAITING_LIMIT = 500
_PATIENCE = 0.25
"""So long a key may take on its way; a widget that was removed meanwhile never says that it is done."""
_ROUNDS = 2
"""The first follows the key, the second what the key has set off."""


class KeySettled(Message):
    """Sent after a key along the same way: when it arrives, the key has arrived before it."""

    def __init__(self, turn: int, rounds: int) -> None:
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class OrderedApp(App[int]):
    """Lets one key through at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[events.Event] = deque()
        self._turn = 0
        self._key_under_way: asyncio.TimerHandle | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take an event; keys and pastes in their order."""
        is_key = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not is_key:
            await super().on_event(event)
        elif self._key_under_way is None:
            await self._let_through(event)
        elif len(self._keys) < _WAITING_LIMIT:
            self._keys.append(event)

    async def _let_through(self, event: events.Event) -> None:
        self._turn += 1
        loop = asyncio.get_running_loop()
        self._key_under_way = loop.call_later(_PATIENCE, self.call_later, self._next_key, self._turn)
        await super().on_event(event)
        self._follow(KeySettled(self._turn, _ROUNDS))

    def _follow(self, settled: KeySettled) -> None:
        if self._screen_stack:
            (self.focused or self.screen).post_message(settled)

    async def _on_key_settled(self, message: KeySettled) -> None:
        if message.rounds > 1:
            self._follow(KeySettled(message.turn, message.rounds - 1))
        else:
            await self._next_key(message.turn)

    async def _next_key(self, turn: int) -> None:
        if turn != self._turn or self._key_under_way is None:
            return
        self._key_under_way.cancel()
        self._key_under_way = None
        if self._keys:
            await self._let_through(self._keys.popleft())
