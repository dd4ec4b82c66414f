"""Every channel that speaks HTTP, against the same misbehaving servers: is it certain, is it final?"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest
import trustme

from data.channel import NotDelivered
from data.models.failure import FailureKind
from data.models.letter import Purpose
from tests.certificates import ca_file, self_signed_context, server_context
from tests.channels import KINDS, SECRET, Kind, letter
from tests.fakes import START
from tests.own_time import within
from tests.ports import closed_port
from tests.servers import Reply, Request, drip, hang, plain, raw, reset, serve

STRICT = [name for name, each in KINDS.items() if each.strict]

CERTAIN, OPEN = True, False
FINAL, AGAIN = True, False


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


async def failure(kind: Kind, reply: Reply, timeout: float = 3.0) -> NotDelivered:
    async with serve(reply) as server:
        with pytest.raises(NotDelivered) as caught:
            await kind.at(server.url, timeout=timeout).send(letter(), {})
    assert SECRET not in str(caught.value)
    return caught.value


def _standing(error: NotDelivered) -> tuple[bool, bool]:
    return error.certain, error.final


async def test_it_is_given_away_once(kind: Kind) -> None:
    async with serve(kind.well) as server:
        made = kind.at(server.url)
        receipt = await made.send(letter(), {})
        await made.close()
    assert receipt.reference
    assert [request.method for request in server.requests] == ["POST"]
    assert server.requests[0].headers["content-type"].startswith("application/json")


async def test_a_refused_connection_is_certain(kind: Kind) -> None:
    with closed_port() as port, pytest.raises(NotDelivered, match="connection refused") as caught:
        await kind.at(f"http://127.0.0.1:{port}").send(letter(), {})
    assert _standing(caught.value) == (CERTAIN, AGAIN)


async def test_a_name_that_is_not_known_is_certain(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 32."""

    async def unknown(*_args: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    with pytest.raises(NotDelivered, match="cannot be resolved") as caught:
        await kind.at("http://nobody.invalid").send(letter(), {})
    assert _standing(caught.value) == (CERTAIN, AGAIN)


async def test_a_certificate_that_is_not_trusted_is_certain(kind: Kind) -> None:
    """Fault 31: and nothing of the letter has left."""
    async with serve(kind.well, tls=self_signed_context()) as server:
        with pytest.raises(NotDelivered, match="TLS: the certificate is self-signed") as caught:
            await kind.at(server.url).send(letter(), {})
    assert _standing(caught.value) == (CERTAIN, AGAIN)
    assert server.requests == []


async def test_an_authority_of_ones_own_is_believed(kind: Kind, tmp_path: Path) -> None:
    authority = trustme.CA()
    async with serve(kind.well, tls=server_context(authority)) as server:
        await kind.at(server.url, ca_file=ca_file(authority, tmp_path)).send(letter(), {})
    assert len(server.requests) == 1


async def test_who_does_not_even_greet_by_tls_has_nothing(kind: Kind) -> None:
    """Fault 25, before a byte of the letter was sent."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NotDelivered, match="timed out after") as caught:
            await kind.at(url, timeout=0.4).send(letter(), {})
    assert _standing(caught.value) == (CERTAIN, AGAIN)


@pytest.mark.parametrize(
    "reply",
    [hang, drip, raw(b"HTTP/1.1 200 OK\r\n", *[b"x" for _ in range(100)], pause=0.05)],
    ids=["hangs", "drips its body", "drips its headers"],
)
async def test_who_has_it_and_does_not_answer_leaves_it_open(kind: Kind, reply: Reply) -> None:
    """Faults 25 and 26: within the time-out, whatever the server does."""
    with within(1.5):
        error = await failure(kind, reply, timeout=0.5)
    assert error.failure.kind is FailureKind.TIMEOUT
    assert _standing(error) == (OPEN, AGAIN)


@pytest.mark.parametrize(
    "reply",
    [
        reset,
        raw(b""),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
        raw(b"220 mail.example ESMTP\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx"),
    ],
    ids=["reset", "no word", "cut short", "no HTTP", "encoded"],
)
async def test_an_answer_that_is_lost_on_its_way_leaves_it_open(kind: Kind, reply: Reply) -> None:
    """Fault 34; and it is not tried a second time."""
    async with serve(reply) as server:
        with pytest.raises(NotDelivered) as caught:
            await kind.at(server.url).send(letter(), {})
    assert _standing(caught.value) == (OPEN, AGAIN)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("301 Moved Permanently", (CERTAIN, FINAL)),
        ("302 Found", (OPEN, FINAL)),
        ("303 See Other", (OPEN, FINAL)),
        ("307 Temporary Redirect", (CERTAIN, FINAL)),
        ("400 Bad Request", (CERTAIN, FINAL)),
        ("401 Unauthorized", (CERTAIN, FINAL)),
        ("403 Forbidden", (CERTAIN, FINAL)),
        ("404 Not Found", (CERTAIN, FINAL)),
        ("408 Request Timeout", (CERTAIN, AGAIN)),
        ("410 Gone", (CERTAIN, FINAL)),
        ("422 Unprocessable Entity", (CERTAIN, FINAL)),
        ("420 Enhance Your Calm", (CERTAIN, AGAIN)),
        ("429 Too Many Requests", (CERTAIN, AGAIN)),
        ("500 Internal Server Error", (OPEN, AGAIN)),
        ("502 Bad Gateway", (OPEN, AGAIN)),
        ("503 Service Unavailable", (CERTAIN, AGAIN)),
        ("504 Gateway Timeout", (OPEN, AGAIN)),
    ],
)
async def test_what_a_status_says(kind: Kind, status: str, standing: tuple[bool, bool]) -> None:
    """Fault 27: also where the body is not the vendor's."""
    error = await failure(kind, plain("<html>no</html>", status=status, headers="Location: /there\n"))
    assert _standing(error) == standing
    assert status[:3] in error.message
    assert not error.final or error.remedy or status[:3] in ("400", "422")


async def test_no_redirect_is_followed(kind: Kind) -> None:
    """Fault 30."""
    async with serve(kind.well) as elsewhere:
        location = f"Location: {elsewhere.url}/there\n"
        error = await failure(kind, plain(status="307 Temporary Redirect", headers=location))
        assert elsewhere.requests == []
    assert "moved to" in error.message


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("7", 7.0),
        ("86400", 300.0),
        (f"{START + timedelta(seconds=90):%a, %d %b %Y %H:%M:%S} GMT", 90.0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_how_long_it_wants_to_be_left_alone(
    kind: Kind, status: str, value: str, wait: float | None
) -> None:
    """Fault 35."""
    error = await failure(kind, plain("later", status=status, headers=f"Retry-After: {value}\n"))
    assert error.failure.retry_after == wait


HTML = "<html><title>Sign in to the guest network</title></html>"


@pytest.mark.parametrize("kind", STRICT, indirect=True)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (HTML, "200 OK"),
        ("", "204 No Content"),
        ("", "200 OK"),
        ("[]", "200 OK"),
        ('"ok', "200 OK"),
        ('{"ok": "yes", "id": null, "status": 5}', "200 OK"),
        ("[" * 100_000, "200 OK"),
        ('{"ok": true, "id": "' + "x" * 5_000_000, "200 OK"),
    ],
)
async def test_a_2xx_that_is_not_the_vendors_leaves_it_open(kind: Kind, body: str, status: str) -> None:
    """Faults 27 and 28: a guest network's log-in page is no receipt."""
    error = await failure(kind, plain(body, status=status))
    assert _standing(error) == (OPEN, AGAIN)
    assert error.failure.kind is FailureKind.BAD_ANSWER
    assert len(error.message) < 400


async def test_nothing_that_comes_back_can_steer_a_terminal(kind: Kind) -> None:
    hostile = '{"error": "\x1b]0;owned\x07[red]no[/]\\u001b[2J", "message": "\\u001b[31m"}'
    for status in ("400 Bad Request", "200 OK"):
        async with serve(plain(hostile, status=status)) as server:
            made = kind.at(server.url)
            try:
                told = str(await made.send(letter(), {}))
            except NotDelivered as error:
                told = str(error)
        assert "\x1b" not in told and "\x07" not in told


async def _echo(request: Request, writer: asyncio.StreamWriter) -> None:
    """Sends everything back that was sent to it."""
    told = f"{request.target} {request.headers} {request.body.decode()}".encode()
    head = b"HTTP/1.1 400 Bad Request\r\nX-Told: " + request.target.encode() + b"\r\n"
    writer.write(head + b"Content-Length: %d\r\n\r\n" % len(told) + told)


async def test_a_secret_that_comes_back_is_shown_nowhere(
    kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    """Promise B10, fault 68."""
    with caplog.at_level(logging.DEBUG):
        error = await failure(kind, _echo)
    shown = f"{error!r} {error} {error.failure} {error.remedy} {caplog.text}"
    assert SECRET not in shown and "sig=short" not in shown


async def test_a_missing_secret_is_told_by_its_key(kind: Kind) -> None:
    made = Kind(kind.name, kind.settings, kind.well, environ=lambda url: {}).at("http://127.0.0.1:9")
    with pytest.raises(NotDelivered, match=rf"channel\.{kind.name}\..*_env: .* S is not set") as caught:
        await made.send(letter(), {})
    assert _standing(caught.value) == (CERTAIN, FINAL)
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED


async def test_a_secret_that_is_mended_is_used_at_once(kind: Kind) -> None:
    async with serve(kind.well) as server:
        environ: dict[str, str] = {}
        made = Kind(kind.name, kind.settings, kind.well, environ=lambda url: environ).at(server.url)
        with pytest.raises(NotDelivered):
            await made.send(letter(), {})
        environ |= kind.environ(server.url)
        await made.send(letter(), {})
    assert len(server.requests) == 1


@pytest.mark.parametrize("reply", [hang, reset, plain(HTML), plain(status="500 No"), plain(status="401 No")])
async def test_looking_for_a_letter_never_says_that_it_is_not_there_without_proof(
    kind: Kind, reply: Reply
) -> None:
    async with serve(reply) as server:
        with pytest.raises(NotDelivered) as caught:
            await kind.at(server.url, timeout=0.5).find(letter(Purpose.OPEN), {})
    assert caught.value.certain is OPEN


async def test_cancelling_stops_at_once(kind: Kind) -> None:
    async with serve(hang) as server:
        task = asyncio.create_task(kind.at(server.url, timeout=60).send(letter(), {}))
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with within(1):
            await asyncio.wait({task})
    assert task.cancelled()


async def test_everything_goes_through_the_proxy_that_is_named(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 33: and through none that is not."""
    async with serve(kind.well) as proxy, serve(kind.well) as server:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
        await kind.at(server.url).send(letter(), {})
        await kind.at("http://far.invalid", proxy=proxy.url).send(letter(), {})
    assert len(server.requests) == 1
    assert [request.target.partition("?")[0][:18] for request in proxy.requests] == ["http://far.invalid"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (plain(status="403 Forbidden"), "the proxy refused"),
        (hang, "timed out"),
        (reset, "the proxy|reset|ended"),
    ],
    ids=["refuses", "hangs", "resets"],
)
async def test_what_a_proxy_did_not_let_through_surely_did_not_come(
    kind: Kind, reply: Reply, words: str
) -> None:
    async with serve(reply) as proxy:
        with pytest.raises(NotDelivered, match=words) as caught:
            await kind.at("https://far.invalid", proxy=proxy.url, timeout=0.5).send(letter(), {})
        assert [request.method for request in proxy.requests] == ["CONNECT"]
    assert _standing(caught.value) == (CERTAIN, AGAIN)


async def test_a_proxy_with_a_password_is_named_and_shown_nowhere(kind: Kind) -> None:
    def with_proxy(url: str) -> dict[str, str]:
        return {**kind.environ(url), "P": f"http://user:{SECRET}proxy@127.0.0.1:9"}

    behind = Kind(kind.name, kind.settings, kind.well, environ=with_proxy)
    with pytest.raises(NotDelivered, match="connection refused") as caught:
        await behind.at("http://far.invalid", proxy_env="P").send(letter(), {})
    assert SECRET not in f"{caught.value!r} {caught.value}"
    with pytest.raises(NotDelivered, match=rf"channel\.{kind.name}\.proxy_env: .* P is not set") as caught:
        await kind.at("http://far.invalid", proxy_env="P").send(letter(), {})
    assert _standing(caught.value) == (CERTAIN, FINAL)


async def test_tls_that_breaks_after_the_letter_was_given_leaves_it_open(kind: Kind, tmp_path: Path) -> None:
    authority = trustme.CA()

    async def break_off(_request: Request, writer: asyncio.StreamWriter) -> None:
        os.write(writer.get_extra_info("socket").fileno(), b"\x17\x03\x03\x00\x20" + b"x" * 32)

    async with serve(break_off, tls=server_context(authority)) as server:
        with pytest.raises(NotDelivered, match="TLS") as caught:
            await kind.at(server.url, ca_file=ca_file(authority, tmp_path)).send(letter(), {})
    assert _standing(caught.value) == (OPEN, AGAIN)


async def test_a_limit_that_is_told_by_a_403_is_no_lack_of_rights(kind: Kind) -> None:
    error = await failure(kind, plain("slowly", status="403 Forbidden", headers="Retry-After: 9\n"))
    assert _standing(error) == (CERTAIN, AGAIN)
    assert error.failure.retry_after == 9.0
