"""Keeps the flight recorder going while the console is open; whatever the disk does, nobody waits."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from data.recorder.files import file_name
from data.recorder.recorder import FLUSH_S, LOOK_S, Recorder

if TYPE_CHECKING:
    from pathlib import Path

    from data.recorder.pasts import Notes
    from data.store import Store

_LAST_S = 0.5
"""Seconds that the last block may take when the console is left."""


class Flight:
    """Belongs to the event loop; only the writing is done on a thread."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        keep_bytes: int,
        host: str,
        *,
        notes: Callable[[], Notes] = dict,
        say: Callable[[str], object] = str,
    ) -> None:
        """`notes` belong to the pictures that are recorded; `say` tells people what is wrong."""
        self._store = store
        self._recorder = Recorder(folder, file_name(host, os.getpid()), keep_bytes, store.kept, notes)
        store.follow(self._recorder.hear)
        self._say = say
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look every second and write every few, until it is closed."""
        self._task = asyncio.create_task(self._record(), name="flight recorder")

    def look(self) -> None:
        """Note what is known now."""
        self._recorder.look(self._store.snapshot())

    async def close(self) -> None:
        """Write what has been seen, and stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.look()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_S):
                await self._write()

    async def _record(self) -> None:
        self.look()
        while True:
            await self._write()
            for _ in range(round(FLUSH_S / LOOK_S)):
                await asyncio.sleep(LOOK_S)
                self.look()

    async def _write(self) -> None:
        before = self._recorder.trouble
        await asyncio.to_thread(self._recorder.write)
        if self._recorder.trouble and not before:
            self._say(f"What is seen is {self._recorder.trouble}")
