"""The small HTTP server: pages, nonsense, callers that leave, and closing under their feet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from console.lab.ports import HOST, Ports
from console.lab.services.web import Page, Request, WebServer, read_head

_PATIENCE_S = 60.0


class _Site:
    def __init__(self) -> None:
        self.waiting = 0

    async def page(self, request: Request) -> Page:
        path = request.path
        if path == "/wait":
            self.waiting += 1
            try:
                await asyncio.Event().wait()
            finally:
                self.waiting -= 1
        return Page(200 if path == "/" else 404, path, headers={"X-Lab": "yes"})


@asynccontextmanager
async def _serving(site: _Site) -> AsyncIterator[int]:
    ports = Ports()
    port = ports.take()
    server = WebServer(port, site.page)
    await server.start()
    try:
        yield port
    finally:
        await server.stop()
        ports.close()


async def _send(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(request)
    try:
        return await asyncio.wait_for(reader.read(), _PATIENCE_S)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    ("request_", "start", "body"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n/"),
        (b"GET /?a=b HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n/"),
        (b"GET /x HTTP/1.1\r\n\r\n", b"HTTP/1.1 404 Not Found\r\n", b"\r\n\r\n/x"),
        (b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n/"),
    ],
)
async def test_pages(request_: bytes, start: bytes, body: bytes) -> None:
    async with _serving(_Site()) as port:
        answer = await _send(port, request_)
    assert answer.startswith(start)
    assert b"\r\nX-Lab: yes\r\n" in answer
    assert answer.endswith(body)


def test_a_head_is_read_with_its_query_and_headers() -> None:
    request = read_head(b'GET /a%20b?x=1%2F2&y= HTTP/1.1\r\nIf-None-Match: "7"\r\nhost:here:80\r\n\r\n')
    assert request == Request("/a b", (("x", "1/2"), ("y", "")), {"if-none-match": '"7"', "host": "here:80"})


async def test_a_head_that_is_too_long_is_dropped() -> None:
    async with _serving(_Site()) as port:
        assert await _send(port, b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 10_000) == b""


async def test_a_caller_that_leaves_is_not_waited_for() -> None:
    site = _Site()
    async with _serving(site) as port:
        _, writer = await asyncio.open_connection(HOST, port)
        writer.write(b"GET /wait HTTP/1.1\r\n\r\n")
        async with asyncio.timeout(_PATIENCE_S):
            while not site.waiting:
                await asyncio.sleep(0.01)
            writer.close()
            while site.waiting:
                await asyncio.sleep(0.01)


async def test_closing_drops_those_who_wait() -> None:
    site = _Site()
    async with _serving(site) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(b"GET /wait HTTP/1.1\r\n\r\n")
        async with asyncio.timeout(_PATIENCE_S):
            while not site.waiting:
                await asyncio.sleep(0.01)
    assert await asyncio.wait_for(reader.read(), _PATIENCE_S) == b""
    assert site.waiting == 0
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(HOST, port)
