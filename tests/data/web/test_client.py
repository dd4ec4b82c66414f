"""The HTTP client against real servers that misbehave."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from data.errors import SourceError
from data.models.failure import FailureKind
from data.timekeeping import SystemTimekeeper
from data.web.client import HttpClient
from data.web.options import HttpOptions
from tests.data.web.documents import get_json
from tests.own_time import within
from tests.ports import closed_port
from tests.servers import Reply, Request, hang, plain, raw, serve, unknown

OK = b"HTTP/1.1 200 OK\r\n"


@asynccontextmanager
async def client(
    timeout: float = 3.0,
    *,
    max_bytes: int = 1000,
    max_redirects: int = 0,
    proxy: str | None = None,
    secret: str | None = None,
) -> AsyncIterator[HttpClient]:
    options = HttpOptions(
        timeout=timeout,
        max_bytes=max_bytes,
        max_redirects=max_redirects,
        proxy=SecretStr(proxy) if proxy else None,
    )
    secrets = {"Authorization": SecretStr(secret)} if secret else {}
    made = HttpClient(options, SystemTimekeeper(), secret_headers=secrets)
    try:
        yield made
    finally:
        await made.close()


async def failure_of(reply: Reply, *, timeout: float = 3.0, json_wanted: bool = False) -> SourceError:
    async with serve(reply) as server, client(timeout) as http:
        with pytest.raises(SourceError) as caught:
            await (get_json(http, server.url) if json_wanted else http.request("GET", server.url))
    return caught.value


async def test_a_json_document_is_read_with_its_circumstances() -> None:
    reply = plain('{"status": "ok"}', headers="Content-Type: application/json\n")
    async with serve(reply) as server, client() as http:
        document, answer = await get_json(http, f"{server.url}/health", {"deep": "1"})
    assert document == {"status": "ok"}
    assert (answer.status, answer.complete, answer.attempts) == (200, True, 1)
    assert answer.took_ms > 0
    assert server.requests[0].target == "/health?deep=1"


@pytest.mark.parametrize(
    "reply",
    [
        hang,
        raw(OK, *[b"x" for _ in range(100)], pause=0.05),
        raw(OK + b"Content-Length: 100\r\n\r\n", *[b"x" for _ in range(100)], pause=0.05),
    ],
    ids=["never answers", "drips headers", "drips the body"],
)
async def test_the_deadline_is_total_whatever_the_server_does(reply: Reply) -> None:
    """Faults 25 and 26: no pause is long enough to be a time-out of its own."""
    with within(1.5):
        error = await failure_of(reply, timeout=0.3)
        assert error.failure.kind is FailureKind.TIMEOUT
        assert "timed out after 0.3 s while" in error.message


async def test_a_time_out_says_what_it_waited_for() -> None:
    assert (await failure_of(hang, timeout=0.6)).message.endswith("waiting for the answer")
    dripping = raw(OK + b"Content-Length: 9\r\n\r\n", b"x", pause=5)
    assert (await failure_of(dripping, timeout=0.6)).message.endswith("reading the answer")


async def test_cancelling_stops_at_once() -> None:
    async with serve(hang) as server, client(60) as http:
        task = asyncio.create_task(http.request("GET", server.url))
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with within(1):
            await asyncio.wait({task})
    assert task.cancelled()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("<html>\n<title>Sign in</title>", "200 OK", "not JSON: <html> <title>Sign in</title>"),
        ("", "200 OK", "not JSON: an empty answer"),
        ("", "204 No Content", "not JSON: an empty answer"),
        ("[" * 100_000, "200 OK", "larger than the bound"),
        ("<h1>boom</h1>", "500 Internal Server Error", "answered 500 Internal Server Error: <h1>boom</h1>"),
        ("who?", "401 Unauthorized", "answered 401 Unauthorized: who?"),
    ],
)
async def test_what_is_not_json_is_said_with_its_beginning(body: str, status: str, words: str) -> None:
    """Fault 27."""
    error = await failure_of(plain(body, status=status), json_wanted=True)
    assert words in error.message


async def test_an_excerpt_is_bounded_and_safe() -> None:
    error = await failure_of(plain("\x1b]0;owned\x07" + "A" * 900), json_wanted=True)
    assert "\x1b" not in error.message
    assert len(error.message) < 260


async def test_a_big_body_is_cut_at_the_bound() -> None:
    async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 50000000\r\n\r\n")
        for _ in range(800):
            writer.write(b"x" * 62_500)
            await writer.drain()

    async with serve(endless) as server, client() as http:
        answer = await http.request("GET", server.url)
    assert (len(answer.body), answer.complete) == (1000, False)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_bomb_is_cut_on_decoded_bytes(encoding: str) -> None:
    """Fault 28: 200 MB in 200 KB."""
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(b"\0" * 2_000_000) for _ in range(100)) + packer.flush()
    async with serve(plain(bomb, headers=f"Content-Encoding: {encoding}\n")) as server, client() as http:
        tracemalloc.start()
        answer = await http.request("GET", server.url)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (len(answer.body), answer.complete) == (1000, False)
    assert peak < 10_000_000


async def test_gzip_is_read() -> None:
    packed = gzip.compress(json.dumps({"a": 1}).encode())
    async with serve(plain(packed, headers="Content-Encoding: gzip\n")) as server, client() as http:
        document, _ = await get_json(http, server.url)
    assert document == {"a": 1}
    assert server.requests[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "encoding", "words"),
    [
        (b"plain", "gzip", "is not"),
        (gzip.compress(b"x" * 100)[:-4], "gzip", "too early"),
        (b"x", "br", "nobody asked"),
    ],
    ids=["not packed", "cut short", "not asked for"],
)
async def test_a_false_encoding_is_told(body: bytes, encoding: str, words: str) -> None:
    error = await failure_of(plain(body, headers=f"Content-Encoding: {encoding}\n"))
    assert words in error.message
    assert error.failure.kind is FailureKind.BAD_ANSWER


async def test_endless_headers_are_refused() -> None:
    """Fault 29: nothing near 200 MB is read."""

    async def flood(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(OK)
        for number in range(200_000):
            writer.write(b"X-%d: " % number + b"a" * 1000 + b"\r\n")
            await writer.drain()

    error = await failure_of(flood)
    assert error.failure.kind is FailureKind.BAD_ANSWER


async def test_a_lying_length_is_asked_again_once_and_then_told() -> None:
    async with serve(raw(OK + b"Content-Length: 100\r\n\r\nshort")) as server, client() as http:
        with pytest.raises(SourceError) as caught:
            await http.request("GET", server.url)
    assert caught.value.failure.kind is FailureKind.BAD_ANSWER
    assert len(server.requests) == 2


@pytest.mark.parametrize(("method", "requests"), [("GET", 2), ("POST", 1)])
async def test_a_reset_is_retried_once_where_that_is_harmless(method: str, requests: int) -> None:
    """Fault 34."""

    async def reset(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 100\r\n\r\nsome")
        await writer.drain()
        writer.transport.abort()

    async with serve(reset) as server, client() as http:
        with pytest.raises(SourceError):
            await http.request(method, server.url)
    assert len(server.requests) == requests


async def test_the_second_attempt_may_succeed() -> None:
    async def first_breaks(request: Request, writer: asyncio.StreamWriter) -> None:
        if len(server.requests) > 1:
            await plain("fine")(request, writer)

    async with serve(first_breaks) as server, client() as http:
        answer = await http.request("GET", server.url)
    assert (answer.text, answer.attempts) == ("fine", 2)


async def test_redirects_are_answers_unless_asked_for() -> None:
    moved = plain(status="302 Found", headers="Location: /next\n")
    async with serve(moved) as server, client() as http:
        answer = await http.request("GET", server.url)
        assert answer.status == 302
        with pytest.raises(SourceError, match="moved to /next"):
            await get_json(http, server.url)
    assert len(server.requests) == 2


async def test_a_redirect_loop_ends_at_its_bound() -> None:
    """Fault 30."""
    again = plain(status="302 Found", headers="Location: /again\n")
    async with serve(again) as server, client(max_redirects=3) as http:
        with pytest.raises(SourceError, match="more than 3 times"):
            await http.request("GET", server.url)
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("location", "secret"),
    [
        ("http://169.254.169.254/latest/meta-data", None),
        ("file:///etc/passwd", None),
        ("http://[::ffff:169.254.169.254]/", None),
        ("http://127.0.0.2:9/", "canary-4711"),
    ],
)
async def test_a_redirect_to_a_wrong_place_is_refused(location: str, secret: str | None) -> None:
    moved = plain(status="302 Found", headers=f"Location: {location}\n")
    async with serve(moved) as server, client(max_redirects=3, secret=secret) as http:
        with pytest.raises(SourceError) as caught:
            await http.request("GET", server.url)
    assert caught.value.failure.kind is FailureKind.REFUSED


async def test_a_redirect_is_held_to_where_its_host_really_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.web.progress.link_local", lambda host: host == "127.0.0.1")
    async with serve(plain(status="302 Found", headers="Location: /x\n")) as server:
        async with client() as http:
            assert (await http.request("GET", server.url)).status == 302
        async with client(max_redirects=1) as http:
            with pytest.raises(SourceError, match="link-local"):
                await http.request("GET", server.url)
    assert len(server.requests) == 2


async def test_a_harmless_redirect_is_followed() -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        moved = plain(status="301 Moved", headers="Location: /new?a=1\n")
        await (moved if request.target == "/" else plain("here"))(request, writer)

    async with serve(reply) as server, client(max_redirects=1, secret="canary-4711") as http:
        answer = await http.request("GET", server.url)
    assert (answer.text, answer.url) == ("here", f"{server.url}/new?a=1")


async def test_the_environments_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 33: a proxy is used where the configuration names one, and only there."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with serve(plain("direct")) as server, client() as http:
        assert (await http.request("GET", server.url)).text == "direct"
    async with serve(plain("by proxy")) as proxy, client(proxy=proxy.url) as http:
        assert (await http.request("GET", "http://service.invalid/x")).text == "by proxy"


async def test_nothing_secret_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    """Promise B10: a server that repeats what it was sent gives nothing away, nor do errors or logs."""
    caplog.set_level(logging.INFO)

    async def echo(request: Request, writer: asyncio.StreamWriter) -> None:
        await plain(f"{request.target} {request.headers}", status="500 Oops")(request, writer)

    async with serve(echo) as server, client(secret="Bearer canary-4711") as http:
        with pytest.raises(SourceError) as caught:
            await get_json(http, f"http://user:canary-1@127.0.0.1:{server.port}/?api_key=canary-2")
        answer = await http.request("GET", f"{server.url}/?api_key=canary-4711")
    assert server.requests[1].headers["authorization"] == "Bearer canary-4711"
    assert "dXNlcjpj" not in str(caught.value)
    assert "canary" not in f"{caught.value!r} {caught.value.failure} {answer} {answer.shown} {caplog.text}"


async def test_a_secret_with_a_line_end_is_not_repeated_in_the_error() -> None:
    async with serve(plain()) as server, client(secret="canary\r\nX: 4711") as http:
        with pytest.raises(SourceError) as caught:
            await http.request("GET", server.url)
    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_names_that_do_not_exist_and_closed_ports_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Fault 32, and the commonest fault of all."""
    async with client() as http:
        with closed_port() as port, pytest.raises(SourceError) as refused:
            await http.request("GET", f"http://127.0.0.1:{port}")
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(SourceError) as lost:
            await http.request("GET", "http://no-such-host.invalid/")
    assert lost.value.failure.kind is FailureKind.DNS
    assert (refused.value.failure.kind, refused.value.message) == (FailureKind.CONNECT, "connection refused")


async def test_cookies_are_not_kept() -> None:
    async with serve(plain(headers="Set-Cookie: session=1\n")) as server, client() as http:
        await http.request("GET", server.url)
        await http.request("GET", server.url)
    assert all("cookie" not in request.headers for request in server.requests)


async def test_a_connection_that_is_given_up_while_it_greets_is_closed() -> None:
    """Fault 25: it would stay open until the next collection of garbage, one for each round of asking."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        async with client(0.3) as http:
            with pytest.raises(SourceError, match="greeting by TLS"):
                await http.request("GET", f"https://127.0.0.1:{silent.getsockname()[1]}")
        accepted, _ = silent.accept()
        with accepted:
            accepted.settimeout(30)
            while accepted.recv(4096):  # its greeting, then the end; TimeoutError where it is left open
                pass
