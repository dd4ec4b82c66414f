"""The servers of `tests.servers` for tests that are not coroutines: they run on a thread."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers import Reply, Server, serve


@contextmanager
def served(reply: Reply, *, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that answers with `reply` until the block is left."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="background-server", daemon=True)
    thread.start()
    serving = serve(reply, tls=tls)
    try:
        server = asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result(30)
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
