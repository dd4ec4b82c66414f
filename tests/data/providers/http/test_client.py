"""The HTTP kind against real services."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import trustme

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.verdict import Verdict
from data.poller import Poller
from data.provider import ProviderContext, Source
from data.providers.http.client import HttpProvider
from data.providers.http.settings import HttpSettings
from data.timekeeping import SystemTimekeeper
from tests.certificates import ca_file, self_signed_context, server_context
from tests.servers import Request, hang, plain, serve


def provider(url: str | None, environ: dict[str, str] | None = None, **more: object) -> HttpProvider:
    settings = HttpSettings.model_validate({"name": "api", "url": url, **more})
    return HttpProvider(settings, ProviderContext(SystemTimekeeper(), SecretReader(environ or {})))


async def ask(url: str | None, environ: dict[str, str] | None = None, **more: object) -> Answer:
    asked = provider(url, environ, **more)
    try:
        return await asked.fetch()
    finally:
        await asked.close()


def by_signal(answer: Answer) -> dict[str, Observation]:
    return {observation.signal: observation for observation in answer.observations}


async def test_a_service_that_is_well() -> None:
    async with serve(plain('{"status": "ok"}')) as server:
        answer = await ask(
            f"{server.url}/health?token=abc", expect_json={"status": "ok"}, latency_warn_ms=500
        )
    seen = by_signal(answer)
    assert set(seen) == {"http.up", "http.latency_ms", "http.status"}
    assert (seen["http.up"].value, seen["http.up"].judged) == (1, Verdict.PASS)
    assert seen["http.up"].detail == "200 OK"
    assert seen["http.status"].value == 200
    latency = seen["http.latency_ms"]
    assert latency.value is not None
    assert 0 < latency.value < 3000
    assert latency.own is not None
    assert latency.own.warn is not None
    assert latency.own.warn.number == 500
    assert answer.query == f"GET {server.url}/health?token=•••"
    assert answer.raw.startswith("HTTP 200 OK\n")


async def test_a_service_that_fails() -> None:
    async with serve(plain("<h1>boom</h1>", status="500 Internal Server Error")) as server:
        seen = by_signal(await ask(server.url))
    assert (seen["http.up"].value, seen["http.up"].judged) == (0, Verdict.FAIL)
    assert "answered 500" in seen["http.up"].detail
    assert seen["http.status"].judged is Verdict.FAIL
    assert seen["http.latency_ms"].judged is Verdict.NO_DATA


async def test_the_certificate_comes_from_the_same_connection(tmp_path: Path) -> None:
    authority = trustme.CA()
    async with serve(plain("ok"), tls=server_context(authority, days=6)) as server:
        seen = by_signal(await ask(server.url, ca_file=ca_file(authority, tmp_path)))
    assert len(server.requests) == 1
    left = seen["http.cert_days"]
    assert left.value == pytest.approx(6, abs=0.1)
    assert left.own is not None
    assert left.own.fail is not None
    assert left.own.fail.holds(6)


@pytest.mark.parametrize(
    ("names", "days", "words"),
    [
        (("127.0.0.1",), -2, "the certificate has expired"),
        (("other.example.com",), 90, "another address"),
        (None, 90, "self-signed"),
    ],
)
async def test_a_certificate_that_is_refused(
    names: tuple[str, ...] | None, days: int, words: str, tmp_path: Path
) -> None:
    """Fault 31: nothing is asked over a connection that cannot be believed."""
    authority = trustme.CA()
    context = server_context(authority, *names, days=days) if names else self_signed_context()
    async with serve(plain("ok"), tls=context) as server:
        with pytest.raises(SourceError) as caught:
            await ask(server.url, ca_file=ca_file(authority, tmp_path))
    assert caught.value.failure.kind is FailureKind.TLS
    assert caught.value.message.startswith("TLS: ")
    assert words in caught.value.message
    assert server.requests == []


async def test_a_service_that_asks_for_a_pause_is_left_alone_for_so_long() -> None:
    """Fault 35, with the poller: the service counts as failing, and is asked again later."""
    back_soon = plain("back soon", status="503 Service Unavailable", headers="Retry-After: 30\n")
    async with serve(back_soon) as server:
        asked = provider(server.url, every="500ms")
        rounds: list[Round] = []
        source = Source("api", "http", "http", 0.5, 5.0, True, asked)
        poller = Poller([source], rounds.append, SystemTimekeeper())
        running = asyncio.create_task(poller.run())
        await asyncio.sleep(1.5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await poller.close()
    assert len(server.requests) == 1
    assert rounds[0].retry_after == 30
    assert rounds[0].failure is None


async def test_a_head_request_reads_no_body() -> None:
    async def reply(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\nContent-Encoding: gzip\r\n\r\n")

    async with serve(reply) as server:
        seen = by_signal(await ask(server.url, method="HEAD"))
    assert server.requests[0].method == "HEAD"
    assert seen["http.up"].value == 1


async def test_a_body_beyond_the_bound_is_cut_and_said_so() -> None:
    async with serve(plain("x" * 5000)) as server:
        seen = by_signal(await ask(server.url, max_bytes=100))
        missing = by_signal(await ask(server.url, max_bytes=100, expect_body="y"))
    assert seen["http.up"].detail == "200 OK, body cut"
    assert missing["http.up"].judged is Verdict.FAIL
    assert "missing in the first 100 bytes" in missing["http.up"].detail


async def test_an_answer_that_never_ends_is_timed_out() -> None:
    async with serve(hang) as server:
        with pytest.raises(SourceError, match=r"timed out after 0\.72 s while waiting for the answer"):
            await ask(server.url, timeout="800ms")


async def test_secret_headers_are_read_from_the_environment_and_from_files(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("canary-2\n")
    file.chmod(0o600)
    environ = {"API_AUTH": "Bearer canary-1"}
    more = {"header_env": {"Authorization": "API_AUTH"}, "header_file": {"X-Key": file}}

    async def echo(request: Request, writer: asyncio.StreamWriter) -> None:
        await plain(f"{request.headers}")(request, writer)

    async with serve(echo) as server:
        asked = provider(server.url, environ, **more)
        first = await asked.fetch()
        file.write_text("canary-3")
        await asked.fetch()
        await asked.close()
    assert server.requests[0].headers["authorization"] == "Bearer canary-1"
    assert [request.headers["x-key"] for request in server.requests] == ["canary-2", "canary-3"]
    assert "canary" not in f"{first}"


async def test_an_address_with_a_secret_is_read_from_the_environment() -> None:
    async with serve(plain()) as server:
        answer = await ask(None, {"URL": f"{server.url}/hook?key=canary"}, url_env="URL")
    assert server.requests[0].target == "/hook?key=canary"
    assert "canary" not in str(answer)


async def test_a_secret_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(SourceError) as caught:
        await ask("http://127.0.0.1:9/", header_env={"Authorization": "API_AUTH"})
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED
    assert "API_AUTH is not set" in caught.value.message


@pytest.mark.parametrize(("status", "kind"), [("401 No", FailureKind.AUTH), ("403 No", FailureKind.RIGHTS)])
async def test_a_refused_credential_is_no_fault_of_the_service(status: str, kind: FailureKind) -> None:
    async with serve(plain(status=status)) as server:
        with pytest.raises(SourceError) as caught:
            await ask(server.url, {"A": "canary"}, header_env={"Authorization": "A"})
        without = by_signal(await ask(server.url))
    assert caught.value.failure.kind is kind
    assert without["http.up"].judged is Verdict.FAIL


async def test_every_round_makes_a_new_connection() -> None:
    async def keep(request: Request, writer: asyncio.StreamWriter) -> None:
        await plain("ok")(request, writer)
        await hang(request, writer)  # a second request on this connection would never be read

    async with serve(keep) as server:
        asked = provider(server.url, timeout="2s")
        for _ in range(3):
            await asked.fetch()
        await asked.close()
    assert len(server.requests) == 3
