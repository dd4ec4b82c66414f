"""Finds the monitoring programs of this machine, and waits until they listen."""

from __future__ import annotations

import asyncio
import shutil

from console.lab.ports import HOST
from console.lab.process import Child
from data.errors import OpsError

_LISTENS_S = 5.0


def find(*names: str) -> str | None:
    """The path of the first program that is installed under one of its names, or None."""
    for name in names:
        if path := shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/bin"):
            return path
    return None


async def start_listening(child: Child, port: int) -> None:
    """Start it; back when it listens. Raises OpsError where it does not."""
    await child.start()
    try:
        async with asyncio.timeout(_LISTENS_S):
            while not await _listens(port):
                child.check()
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise OpsError(f"{child.name} does not listen after {_LISTENS_S:.0f} s") from None


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True
