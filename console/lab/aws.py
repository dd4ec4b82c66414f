"""An AWS account on loopback, furnished, behind moto's server: started when somebody first asks for it.

It takes seconds of work to start, which would show in this machine's own figures while nobody
needs it. So the address is there from the beginning, and moto behind it from the first call on.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from console.lab.account.trouble import Account
from console.lab.ports import HOST
from console.lab.process import Child

_START_S = 120.0
_CHUNK = 65_536


class Aws:
    """Passes bytes on to moto, which it starts before the first of them."""

    def __init__(self, folder: Path, port: int, behind: int) -> None:
        self._port = port
        self._behind = behind
        self.account = Account(folder / "aws-troubles")
        module = "console.lab.account.server"
        argv = [sys.executable, "-P", "-m", module, HOST, str(behind), str(self.account.file)]
        self._child = Child("moto", argv, log=folder / "moto.log")
        self._turn = asyncio.Lock()
        self._server: asyncio.Server | None = None
        self._busy: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self._port}"

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._accept, HOST, self._port)

    async def stop(self) -> None:
        """Drop every connection and end moto, where it runs."""
        if self._server is not None:
            self._server.close()
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)
        await self._child.stop()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._pass_on(reader, writer))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                inner_reader, inner_writer = await self._moto()
                try:
                    await asyncio.gather(_copy(reader, inner_writer), _copy(inner_reader, writer))
                finally:
                    inner_writer.close()
        finally:
            writer.close()

    async def _moto(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to moto; OSError where it does not start."""
        async with self._turn, asyncio.timeout(_START_S):
            if not self._child.alive:
                await self._child.start()
            while True:
                try:
                    return await asyncio.open_connection(HOST, self._behind)
                except ConnectionRefusedError:
                    if not self._child.alive:
                        raise
                    await asyncio.sleep(0.1)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one side has nothing more to say; then the other is told so."""
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
