"""Hands bytes to the terminal from a thread of its own, so that a frozen line freezes nothing else."""

from __future__ import annotations

import contextlib
import os
import select
import termios
import threading
import time
from collections import deque
from collections.abc import Callable

_BACKLOG_LIMIT = 256 * 1024
_PIECE = 16 * 1024


class Writer:
    """A bounded queue of bytes and the thread that empties it.

    The caller asks `is_idle` before it makes a frame: while the terminal has not taken the last
    one, no other is made, and `on_idle` is called once when it has.
    """

    def __init__(self, fd: int, *, on_idle: Callable[[], None], on_gone: Callable[[], None]) -> None:
        self._fd, self._owned = _open_again(fd)
        self._on_idle = on_idle
        self._on_gone = on_gone
        self._pieces: deque[bytes] = deque()
        self._backlog = 0
        self._wakes_on_idle = False
        self._over = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="terminal-writer", daemon=True)
        self._thread.start()

    def is_idle(self) -> bool:
        """Whether everything has been taken; if not, `on_idle` will be called when it has."""
        with self._changed:
            self._wakes_on_idle = self._backlog > 0
            return not self._wakes_on_idle

    def put(self, data: bytes) -> None:
        """Queue bytes; never waits. What would grow the backlog beyond its limit is dropped.

        A frame is only made when there is no backlog, so frames are always taken, however big.
        """
        with self._changed:
            if self._over or (self._backlog and self._backlog + len(data) > _BACKLOG_LIMIT):
                return
            self._pieces.append(data)
            self._backlog += len(data)
            self._changed.notify_all()

    def close(self, last_words: bytes, patience: float = 0.25) -> bool:
        """Write `last_words` and end; within about `patience` seconds, read or not.

        Where the terminal does not read, what it has not taken is thrown away first: the frame
        may be lost, the way back to an ordinary terminal must not. False where that failed.
        """
        self.put(last_words)
        if not self._drained(patience):
            with self._changed:
                self._pieces.clear()
                self._backlog = 0
            with contextlib.suppress(termios.error, OSError):
                termios.tcflush(self._fd, termios.TCOFLUSH)
            self.put(b"\x18" + last_words)  # CAN ends a sequence that was cut in two
        done = self._drained(patience)
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._thread.join(patience)
        if self._owned and not self._thread.is_alive():
            os.close(self._fd)
        return done

    def _drained(self, patience: float) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._backlog == 0 or self._over, patience)
            return self._backlog == 0 and not self._over

    def _run(self) -> None:
        while (piece := self._next()) is not None:
            try:
                taken = self._write(piece)
            except OSError:
                self._end()
                self._on_gone()
                return
            self._done(piece, taken)

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: self._pieces or self._over)
            return None if self._over else self._pieces[0]

    def _write(self, piece: bytes) -> int:
        # With a time-out, so that the end is noticed while the terminal does not read.
        if not select.select([], [self._fd], [], 0.1)[1]:
            return 0
        try:
            return os.write(self._fd, piece[:_PIECE])
        except BlockingIOError:
            time.sleep(0.01)  # writable to select, but without room for a single character
            return 0

    def _done(self, piece: bytes, taken: int) -> None:
        with self._changed:
            if not self._pieces or self._pieces[0] is not piece:
                return  # thrown away meanwhile
            self._pieces.popleft()
            if taken < len(piece):
                self._pieces.appendleft(piece[taken:])
            self._backlog -= taken
            wakes = self._wakes_on_idle and self._backlog == 0
            self._wakes_on_idle = self._wakes_on_idle and not wakes
            self._changed.notify_all()
        if wakes:
            self._on_idle()

    def _end(self) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()


def _open_again(fd: int) -> tuple[int, bool]:
    """The same terminal, opened apart, and whether it was.

    Non-blocking belongs to the open file, which is shared with the shell and with everything
    it starts: it must not be set on the one that was inherited.
    """
    flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    with contextlib.suppress(OSError):
        return os.open(os.ttyname(fd), flags), True
    with contextlib.suppress(OSError):
        return os.open("/dev/tty", flags), True
    return fd, False
