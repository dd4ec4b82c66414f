"""Mail servers that misbehave: is it certain that they have not got the message?"""

from __future__ import annotations

import asyncio
import logging
import socket
from base64 import b64encode
from typing import Any

import pytest

from data.channel import NotDelivered
from data.models.failure import FailureKind
from tests.channels import SECRET, letter
from tests.data.channels.email.test_client import LOGIN, email
from tests.listening import listening
from tests.mail_server import Turn, script
from tests.own_time import within
from tests.ports import closed_port

READY = b"220 mail.test ESMTP\r\n"


def usual(**special: bytes | None) -> Turn:
    """Says what a server says, but for the commands that `special` names; ``END`` is the last dot."""
    state = {"data": False}

    def turn(line: str) -> bytes | None:
        word = line.partition(" ")[0].upper()
        if state["data"]:
            if line != ".":
                return b""
            state["data"] = False
            return special.get("END", b"250 taken\r\n")
        if word in special:
            return special[word]
        if word == "EHLO":
            return b"250-mail.test\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n"
        if word == "DATA":
            state["data"] = True
            return b"354 go on\r\n"
        return b"235 well\r\n" if word == "AUTH" else b"250 well\r\n"

    return turn


async def failure(greeting: bytes, turn: Turn, **more: Any) -> tuple[NotDelivered, list[str]]:  # noqa: ANN401
    async with script(greeting, turn) as (port, heard):
        with pytest.raises(NotDelivered) as caught:
            await email(port, **{"timeout": 0.6, **more}).send(letter(), {})
    return caught.value, heard


async def test_the_script_is_taken_for_a_server() -> None:
    async with script(READY, usual()) as (port, heard):
        receipt = await email(port).send(letter(), {})
        while "QUIT" not in heard:
            await asyncio.sleep(0.01)
    assert receipt.words == "250 taken"
    assert heard[0].startswith("EHLO [127.0.0.1]")


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("said", "kind"), [(b"", FailureKind.TIMEOUT), (None, FailureKind.CONNECT)], ids=["hangs", "hangs up"]
)
async def test_before_the_last_dot_it_surely_did_not_come(
    command: str, said: bytes | None, kind: FailureKind
) -> None:
    """Fault 25, and within the time-out."""
    with within(1.5):
        error, _ = await failure(READY, usual(**{command: said}))
    assert (error.failure.kind, error.certain, error.final) == (kind, True, False)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"", FailureKind.TIMEOUT),
        (None, FailureKind.CONNECT),
        (b"what?\r\n", FailureKind.BAD_ANSWER),
        (b"250-", FailureKind.TIMEOUT),
    ],
    ids=["hangs", "hangs up", "babbles", "half a reply"],
)
async def test_after_the_last_dot_nobody_knows(said: bytes | None, kind: FailureKind) -> None:
    error, heard = await failure(READY, usual(END=said))
    assert (error.failure.kind, error.certain, error.final) == (kind, False, False)
    assert "." in heard


@pytest.mark.parametrize(
    "greeting",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"<html>\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x16\x03\x01\r\n",
        b"x" * 100_000,
        b"220-go on\r\n" * 5000,
    ],
    ids=["HTTP", "HTML", "SSH", "TLS", "no end of a line", "no end of a reply"],
)
async def test_who_is_no_mail_server_gets_nothing(greeting: bytes) -> None:
    """Fault 27."""
    error, heard = await failure(greeting, usual())
    assert "not an SMTP server" in error.message
    assert (error.failure.kind, error.certain, error.final) == (FailureKind.BAD_ANSWER, True, False)
    assert len(error.message) < 300 and "\x16" not in error.message
    assert heard == []


async def test_a_greeting_that_drips_is_cut_at_the_time_out() -> None:
    """Fault 26."""

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not writer.transport.is_closing():
            writer.write(b"2")
            await asyncio.sleep(0.05)

    async with listening(drip) as port:
        with within(1.0), pytest.raises(NotDelivered, match="while waiting for the greeting") as caught:
            await email(port, timeout=0.5).send(letter(), {})
    assert caught.value.certain is True


async def test_a_refused_connection() -> None:
    with closed_port() as port, pytest.raises(NotDelivered, match="connection refused") as caught:
        await email(port).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, False)


async def test_a_name_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 32."""

    async def unknown(*_args: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    with pytest.raises(NotDelivered, match="cannot be resolved") as caught:
        await email(25, host="mail.invalid").send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, False)


async def test_words_before_tls_are_not_taken_for_words_after_it() -> None:
    """Somebody in between may answer in the server's place before the two have agreed on a secret."""
    forged = b"220 go\r\n250-mail.test\r\n250 AUTH PLAIN\r\n"
    turn = usual(EHLO=b"250-mail.test\r\n250 STARTTLS\r\n", STARTTLS=forged)
    error, heard = await failure(READY, turn, security="starttls", **LOGIN)
    assert "words between STARTTLS and TLS" in error.message
    assert heard[-1] == "STARTTLS" and error.certain


async def test_a_password_is_not_sent_in_the_clear_to_another_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def here(*_args: object, **_more: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    async with script(READY, usual()) as (port, heard):
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", here)
        with pytest.raises(NotDelivered, match="not sent in the clear") as caught:
            await email(port, host="mail.example", **LOGIN).send(letter(), {})
    assert [line.partition(" ")[0] for line in heard] == ["EHLO"]
    assert (caught.value.certain, caught.value.final) == (True, True)


async def test_a_password_that_comes_back_is_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """Promise B10, fault 68."""
    coded = b64encode(f"\0ops\0{SECRET}".encode())
    said = b"535 no: " + SECRET.encode() + b" " + coded + b" " + b64encode(SECRET.encode()) + b"\r\n"
    with caplog.at_level(logging.DEBUG):
        error, _ = await failure(READY, usual(AUTH=said), **LOGIN)
    shown = f"{error!r} {error} {error.failure} {caplog.text}"
    assert SECRET not in shown and coded.decode() not in shown
    assert "535" in shown


async def test_what_a_server_says_cannot_steer_a_terminal() -> None:
    error, _ = await failure(READY, usual(MAIL=b"550 \x1b]0;owned\x07 [red]no\r\n"))
    assert "\x1b" not in error.message and "\x07" not in error.message


async def test_cancelling_stops_at_once() -> None:
    async with script(READY, usual(MAIL=b"")) as (port, heard):
        task = asyncio.create_task(email(port, timeout=60).send(letter(), {}))
        while len(heard) < 2:
            await asyncio.sleep(0.01)
        task.cancel()
        with within(1):
            await asyncio.wait({task})
    assert task.cancelled()


async def test_a_server_that_does_not_say_goodbye_delays_nothing() -> None:
    with within(1.0):
        async with script(READY, usual(QUIT=b"")) as (port, _):
            await email(port, timeout=2).send(letter(), {})
