"""Leaving: on a signal, on a lost line, or because somebody asked; always within two seconds."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_JOB_SIGNALS = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
FLUSH_SECONDS = 0.8
"""So long what must be saved may take."""
_LEAVE_SECONDS = 1.5
"""After so long the process ends, whoever is still busy."""


class Watchdog:
    """Ends the process when leaving takes too long: a stuck thread must not keep it."""

    def __init__(self, before_end: Callable[[], None]) -> None:
        self._before_end = before_end
        self._timer: threading.Timer | None = None

    def start(self, code: int) -> None:
        """From now on there is a limit; the first call counts."""
        if self._timer is None:
            self._timer = threading.Timer(_LEAVE_SECONDS, self._end, (code,))
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """The end was reached in time."""
        if self._timer is not None:
            self._timer.cancel()

    def _end(self, code: int) -> None:
        try:
            self._before_end()
        finally:
            os._exit(code)


@contextmanager
def handling(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """The leaving signals go to `handler`, also where they were ignored; as before afterwards.

    Python's own handlers, not the loop's: these run even while the loop is busy.
    """
    before = {number: signal.getsignal(number) for number in (*_SIGNALS, *_JOB_SIGNALS)}
    for number in _SIGNALS:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, signal.SIG_DFL if earlier is None else earlier)
