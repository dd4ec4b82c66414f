"""Waiting until an application has nothing more to do, also where others keep the processors busy.

Textual's own waiting gives up after a second on the wall and takes a program that gets no processor for
one that is done: then a picture is taken of half a screen.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

_DELAYS = Path("/proc/thread-self/schedstat")
_STEP_S, _IDLE_S = 0.02, 0.001


async def wait_for_idle(min_sleep: float = _STEP_S, max_sleep: float = 1.0) -> None:
    """As Textual's own of this name; only the time in which this program could run is counted."""
    began = _own_time()
    while True:
        worked = time.process_time()
        await asyncio.sleep(_STEP_S)
        worked = time.process_time() - worked
        passed = _own_time() - began
        if passed >= max_sleep or (passed > min_sleep and worked < _IDLE_S and not _ready()):
            return


def patient(patch: pytest.MonkeyPatch) -> None:
    """Have Textual's tests wait so."""
    patch.setattr("textual.app.wait_for_idle", wait_for_idle)
    patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)


def _own_time() -> float:
    """The steady clock without what was spent in the queue for a processor, where the kernel tells that."""
    waited = int(_DELAYS.read_text(encoding="ascii").split()[1]) / 1e9 if _DELAYS.exists() else 0.0
    return time.monotonic() - waited


def _ready() -> bool:
    """Whether the loop has something that it could do now."""
    return bool(getattr(asyncio.get_running_loop(), "_ready", ()))
