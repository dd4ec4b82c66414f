"""As little of an HTTP/1.1 server as the lab needs: one answer a connection."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote

from console.lab.ports import HOST

_HEAD_LIMIT = 16_384
_BODY_LIMIT = 1_048_576


class Hangup(Exception):
    """A handler's wish to end the connection without a word."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked; the names of `headers` are in lower case."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()
    """The query's keys and values, in order; a key can be there more than once."""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    method: str = "GET"
    body: bytes = b""

    @property
    def query(self) -> dict[str, str]:
        """The last value of each key."""
        return dict(self.pairs)

    @property
    def document(self) -> dict[str, Any]:
        """The JSON object that was sent; an empty one where it is something else."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def values(self, key: str) -> list[str]:
        """All values of a key."""
        return [value for name, value in self.pairs if name == key]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer; `headers` are those beside the usual ones."""

    status: int
    body: str
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def encode(self) -> bytes:
        """The answer as it goes over the wire."""
        body = self.body.encode()
        more = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        head = (
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n"
            f"Content-Type: {self.content_type}\r\n"
            f"Content-Length: {len(body)}\r\n"
            f"{more}Connection: close\r\n\r\n"
        )
        return head.encode() + body


Handler = Callable[[Request], Awaitable[Page]]
"""Given what was asked, the page."""


class WebServer:
    """Serves pages on one loopback port until it is closed."""

    def __init__(self, port: int, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        self.port = port
        self._handler = handler
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._busy: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(
            self._accept, HOST, self.port, ssl=self._tls, limit=_HEAD_LIMIT
        )

    async def stop(self) -> None:
        """Stop listening and drop every connection, also those that are kept waiting."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task, writer in self._busy.items():
            # Who has only just come has nobody yet who would hang up.
            writer.transport.abort()
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(reader, writer))
        self._busy[task] = writer
        task.add_done_callback(self._busy.pop)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A caller that hangs up or sends nonsense is the caller's business.
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, Hangup):
            try:
                request = await _read(reader)
                page = await self._until_hung_up(request, reader)
                if page is not None:
                    writer.write(page.encode())
                    await writer.drain()
            finally:
                writer.close()

    async def _until_hung_up(self, request: Request, reader: asyncio.StreamReader) -> Page | None:
        """The page, or None as soon as the caller has gone: a service that hangs gathers nothing."""
        answer = asyncio.ensure_future(self._handler(request))
        gone = asyncio.ensure_future(_hung_up(reader))
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            return answer.result() if answer.done() else None
        finally:
            answer.cancel()
            gone.cancel()


async def _read(reader: asyncio.StreamReader) -> Request:
    """The whole request, its body only as far as it says how long that is."""
    request = read_head(await reader.readuntil(b"\r\n\r\n"))
    length = request.headers.get("content-length", "0")
    size = int(length) if length.isascii() and length.isdigit() and len(length) < 9 else 0
    return replace(request, body=await reader.readexactly(min(size, _BODY_LIMIT))) if size else request


async def _hung_up(reader: asyncio.StreamReader) -> None:
    with suppress(OSError):
        while await reader.read(_HEAD_LIMIT):
            pass


def read_head(head: bytes) -> Request:
    """What a request's head asks for; nonsense asks for the front page."""
    first, *rest = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3:
        return Request("/")
    path, _, query = words[1].partition("?")
    pairs = (line.partition(":") for line in rest if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(unquote(path), tuple(parse_qsl(query, keep_blank_values=True)), headers, words[0])
