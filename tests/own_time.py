"""The time in which this thread could have worked: what others do to the machine is left out.

A time-out of a tenth of a second is fair to a program that has the processor. On a machine that is shared
by twenty, the program is told that time is up before it has come to do anything.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_DELAYS = "/proc/thread-self/schedstat"
_here = threading.local()


class _Delays:
    """What the kernel tells of the thread that opened it, where it does."""

    def __init__(self) -> None:
        self._fd = os.open(_DELAYS, os.O_RDONLY) if os.path.exists(_DELAYS) else -1  # noqa: PTH110

    def seconds(self) -> float:
        """How long the thread has stood in the queue for a processor."""
        return int(os.pread(self._fd, 64, 0).split()[1]) / 1e9 if self._fd >= 0 else 0.0

    def __del__(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)


def own_time() -> float:
    """The steady clock without what was spent in the queue for a processor, where the kernel tells that."""
    delays = getattr(_here, "delays", None)
    if delays is None:
        delays = _here.delays = _Delays()
    return time.monotonic() - float(delays.seconds())


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The block must be through in so many seconds of this thread's own time."""
    began = own_time()
    yield
    took = own_time() - began
    assert took < seconds, f"it took {took:.2f} s"


def fair(patch: pytest.MonkeyPatch) -> None:
    """Have every event loop go by the own time of its thread: its time-outs, its pauses."""
    own_time()  # what it needs is open before any test begins
    patch.setattr(asyncio.BaseEventLoop, "time", lambda _loop: own_time())
