"""One pipe of a running program: read in chunks as they come, kept up to a bound."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import IO

_CHUNK = 65_536
_LAST_READS = 32


class Tap:
    """Keeps the first `keep` bytes and lets the rest flow away, so that the program never blocks.

    `hear` is given every chunk, kept or not.
    """

    def __init__(self, pipe: IO[bytes], keep: int, hear: Callable[[bytes], None] | None = None) -> None:
        self.kept = bytearray()
        self.seen = 0
        self.ended = False
        self._pipe = pipe
        self._keep = keep
        self._hear = hear
        self._fd = pipe.fileno()
        os.set_blocking(self._fd, False)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._fd, self._read)

    def drain(self) -> None:
        """Read what is there already, without waiting for the end of the pipe.

        What the program itself wrote is there once it has exited; a child that it left behind
        may hold the pipe open for ever.
        """
        for _ in range(_LAST_READS):
            if not self._read():
                break

    def close(self) -> None:
        """Let go of the pipe."""
        self._loop.remove_reader(self._fd)
        self._pipe.close()

    def _read(self) -> bool:
        try:
            chunk = os.read(self._fd, _CHUNK)
        except BlockingIOError:
            return False
        self.seen += len(chunk)
        self.kept += chunk[: self._keep - len(self.kept)]
        if self._hear is not None:
            self._hear(chunk)
        if not chunk:
            self.ended = True
            self._loop.remove_reader(self._fd)
        return bool(chunk)
