"""A process that stands still for a while, as one whose machine hangs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

_STOPS_S = 60.0


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Stopped for certain (the signal alone takes its time), and going on afterwards."""
    os.kill(pid, signal.SIGSTOP)
    try:
        until = time.monotonic() + _STOPS_S
        while psutil.Process(pid).status() != psutil.STATUS_STOPPED:
            assert time.monotonic() < until, "it does not stop"
            time.sleep(0.001)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
