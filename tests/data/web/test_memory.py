from __future__ import annotations

import asyncio

import pytest

from data.timekeeping import SystemTimekeeper
from data.web.client import HttpClient
from data.web.options import HttpOptions
from tests.data.web.documents import get_json
from tests.servers import Reply, Request, plain, serve


def client(remember: int = 10_000) -> HttpClient:
    return HttpClient(HttpOptions(timeout=2, remember_bytes=remember), SystemTimekeeper())


def marked(body: str = '{"n": 1}', mark: str = 'ETag: "a"') -> Reply:
    """A server that answers 304 to whoever shows it its own mark."""
    name, _, value = mark.partition(": ")
    condition = "if-none-match" if name == "ETag" else "if-modified-since"

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        same = request.headers.get(condition) == value
        left = f"X-RateLimit-Remaining: {7 if same else 8}\n"
        status = "304 Not Modified" if same else "200 OK"
        await plain("" if same else body, status=status, headers=f"{mark}\n{left}")(request, writer)

    return reply


@pytest.mark.parametrize(
    "mark", ['ETag: "a"', 'ETag: W/"weak"', "Last-Modified: Fri, 20 Nov 2026 09:00:00 GMT"]
)
async def test_what_has_not_changed_is_not_sent_again(mark: str) -> None:
    asked = client()
    async with serve(marked(mark=mark)) as server:
        first = await asked.request("GET", server.url)
        document, second = await get_json(asked, server.url)
        await asked.close()
    assert document == {"n": 1} and second.digest == first.digest
    assert (first.reused, second.reused, second.status) == (False, True, 200)
    assert second.headers["x-ratelimit-remaining"] == "7"


async def test_nothing_is_kept_unless_it_is_asked_for() -> None:
    asked = client(0)
    async with serve(marked()) as server:
        await asked.request("GET", server.url)
        await asked.request("GET", server.url)
        assert all("if-none-match" not in request.headers for request in server.requests)
        await asked.close()


async def test_another_address_and_another_method_have_no_conditions() -> None:
    asked = client()
    async with serve(marked()) as server:
        await asked.request("GET", server.url)
        await asked.request("GET", f"{server.url}/other")
        await asked.request("HEAD", server.url)
        assert ["if-none-match" in request.headers for request in server.requests] == [False] * 3
        await asked.close()


async def test_the_memory_is_bounded_and_the_longest_unused_goes() -> None:
    asked = client(100)
    async with serve(marked('"' + "x" * 40 + '"')) as server:
        for path in ("a", "b", "a", "c", "a", "b"):
            await asked.request("GET", f"{server.url}/{path}")
        asking = [(r.target, "if-none-match" in r.headers) for r in server.requests]
        await asked.close()
    assert asking[2:] == [("/a", True), ("/c", False), ("/a", True), ("/b", False)]


async def test_a_body_over_the_bound_is_not_kept() -> None:
    asked = client(10)
    async with serve(marked('"' + "x" * 40 + '"')) as server:
        await asked.request("GET", server.url)
        assert not (await asked.request("GET", server.url)).reused
        await asked.close()


@pytest.mark.parametrize("mark", ["\xe9", "x" * 5000])
async def test_a_mark_that_cannot_be_sent_back_is_not(mark: str) -> None:
    asked = client()
    body = f"HTTP/1.1 200 OK\r\nETag: {mark}\r\nContent-Length: 2\r\n\r\n{{}}".encode("latin-1")

    async def reply(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(body)

    async with serve(reply) as server:
        await asked.request("GET", server.url)
        await asked.request("GET", server.url)
        assert all("if-none-match" not in request.headers for request in server.requests)
        await asked.close()


async def test_not_modified_without_a_condition_is_a_failure() -> None:
    asked = client()
    async with serve(plain(status="304 Not Modified")) as server:
        with pytest.raises(Exception, match="304 Not Modified to a question without conditions"):
            await get_json(asked, server.url)
        await asked.close()
