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
_QUIET_S = 0.0032
"""What the yardstick takes on the machine that all bounds were set on."""
_SLOWEST = 3.0
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
    assert quick(took, seconds), f"it took {took:.2f} s"


def quick(took: float, bound: float) -> bool:
    """Whether that was within the bound, or is so once the machine's slowness at this moment is left out.

    A virtual machine whose neighbours are busy works at half its pace for minutes, and no clock tells.
    """
    return took < bound or took / slowness() < bound


def slowness() -> float:
    """How many times as long as on a quiet machine the same work takes now, as far as is credible."""
    return min(max(1.0, min(_yardstick() for _ in range(5)) / _QUIET_S), _SLOWEST)


def _yardstick() -> float:
    """Processor time of work like ours: texts, tuples, a table, an order."""
    began, table = time.process_time(), {}
    for number in range(20_000):
        table[f"k{number % 500}"] = (number, str(number))
    sorted(table.values())
    return time.process_time() - began


def fair(patch: pytest.MonkeyPatch) -> None:
    """Have every event loop go by the own time of its thread: its time-outs, its pauses."""
    own_time()  # what it needs is open before any test begins
    patch.setattr(asyncio.BaseEventLoop, "time", lambda _loop: own_time())
