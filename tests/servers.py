"""Real servers on loopback, as badly behaved as a test wants them."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NoReturn

from tests.listening import listening

Reply = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    """What a client sent: its first line, headers with lower-case names, and its body."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass
class Server:
    """A running server and the requests that it has seen."""

    port: int
    scheme: str
    requests: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


@asynccontextmanager
async def serve(reply: Reply, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Serves one request a connection with `reply`, then closes it; ends every connection on leaving."""
    server = Server(0, "https" if tls else "http")

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read(reader)
        server.requests.append(request)
        await reply(request, writer)
        await writer.drain()

    async with listening(handle, tls=tls) as server.port:
        yield server


def plain(body: bytes | str = b"", *, status: str = "200 OK", headers: str = "") -> Reply:
    """A well-behaved answer; `headers` are further lines, each ending in a line feed."""
    content = body.encode() if isinstance(body, str) else body

    async def reply(_request: Request, writer: asyncio.StreamWriter) -> None:
        lines = headers.replace("\n", "\r\n")
        writer.write(f"HTTP/1.1 {status}\r\n{lines}Content-Length: {len(content)}\r\n\r\n".encode() + content)

    return reply


def raw(*pieces: bytes, pause: float = 0.0) -> Reply:
    """Exactly these bytes, with a pause between them, and then the end of the connection."""

    async def reply(_request: Request, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return reply


async def hang(_request: Request, _writer: asyncio.StreamWriter) -> None:
    """Never answers."""
    await asyncio.Event().wait()


def unknown(*_asked: object, **_more: object) -> NoReturn:
    """In the place of the system's look-up of names: one that knows none, at once and on any machine."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
    """Begins an answer and never ends it: a byte now and then."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def reset(_request: Request, writer: asyncio.StreamWriter) -> None:
    """Has read all of the request, and breaks the connection."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ", 2)
    headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
    named = {name.lower(): value for name, value in headers.items()}
    body = await reader.readexactly(int(named.get("content-length", "0")))
    return Request(method, target, named, body)
