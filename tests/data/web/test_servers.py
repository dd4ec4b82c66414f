"""The servers of the tests themselves: whoever ends them, and whenever, no connection stays open."""

from __future__ import annotations

import asyncio
import gc
import socket
from contextlib import suppress

import pytest
import trustme

from tests.certificates import server_context
from tests.servers import hang, serve


@pytest.mark.parametrize("turns", range(5))
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
async def test_who_has_only_just_come_is_let_go(turns: int, tls: bool) -> None:
    """What was left open would be told of some later test, by the collector of garbage."""
    async with serve(hang, tls=server_context(trustme.CA()) if tls else None) as server:
        caller = socket.create_connection(("127.0.0.1", server.port))
        for _ in range(turns):
            await asyncio.sleep(0)
    with caller:
        caller.settimeout(2)
        with suppress(ConnectionResetError):
            assert caller.recv(1) == b""
    gc.collect()
