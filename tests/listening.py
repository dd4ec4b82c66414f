"""Listening on loopback so that nothing stays open, however far a caller had come when it ends.

A server of asyncio's own forgets the connections that it has accepted and not yet handed over: their
sockets are found by the garbage collector, in some later test.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

Converse = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Speaks with one caller; the connection is closed when it is done."""


@asynccontextmanager
async def listening(converse: Converse, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port of a server that lasts as long as the block; then every connection ends with it."""
    loop = asyncio.get_running_loop()
    callers: dict[asyncio.Task[None], socket.socket] = {}
    server = socket.create_server(("127.0.0.1", 0), backlog=100)
    server.setblocking(False)

    def accept() -> None:
        with suppress(BlockingIOError, ConnectionAbortedError):
            connection, _ = server.accept()
            connection.setblocking(False)
            task = loop.create_task(_attend(converse, connection, tls))
            callers[task] = connection

    loop.add_reader(server, accept)
    try:
        yield server.getsockname()[1]
    finally:
        loop.remove_reader(server)
        server.close()
        for task in callers:
            task.cancel()
        await asyncio.gather(*callers, return_exceptions=True)
        # A transport that was cut off lets go of its socket in the loop's next turn.
        await asyncio.sleep(0)
        for connection in callers.values():
            connection.close()


async def _attend(converse: Converse, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_accepted_socket(lambda: protocol, connection, ssl=tls)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    try:
        with suppress(OSError, asyncio.IncompleteReadError):
            await converse(reader, writer)
            writer.close()
            await writer.wait_closed()
    finally:
        transport.abort()
