"""Waiting until an application has nothing more to do, also where others keep the processors busy.

Textual's own waiting gives up after a second on the wall and takes a program that gets no processor for
one that is done: then a picture is taken of half a screen.
"""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from tests.own_time import own_time
from tests.processes import at_work

_STEP_S, _IDLE_S = 0.02, 0.001


async def wait_for_idle(min_sleep: float = _STEP_S, max_sleep: float = 1.0) -> None:
    """As Textual's own of this name; only the time in which this program could run is counted."""
    began, here = own_time(), threading.get_native_id()
    while True:
        worked = time.process_time()
        await asyncio.sleep(_STEP_S)
        worked = time.process_time() - worked
        passed = own_time() - began
        idle = worked < _IDLE_S and not _ready() and not at_work(but=here)
        if passed >= max_sleep or (passed > min_sleep and idle):
            return


def patient(patch: pytest.MonkeyPatch) -> None:
    """Have Textual's tests wait so."""
    patch.setattr("textual.app.wait_for_idle", wait_for_idle)
    patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)


def _ready() -> bool:
    """Whether the loop has something that it could do now."""
    return bool(getattr(asyncio.get_running_loop(), "_ready", ()))
