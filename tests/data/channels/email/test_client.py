"""E-mail through a real mail server on loopback."""

from __future__ import annotations

import ssl
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
import trustme

from data.channel import NotDelivered
from data.channels.table import RealChannel
from data.config.channel import EmailChannel
from data.models.failure import FailureKind
from data.models.letter import Purpose
from tests.certificates import ca_file, self_signed_context, server_context
from tests.channels import SECRET, channel, letter
from tests.mail_server import Mailbox, mailbox

TO = ("ada@example.com", "grace@example.com")


def email(port: int, **more: Any) -> RealChannel:  # noqa: ANN401 - any setting
    given = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "ops@example.com", "to": TO}
    return channel("email", EmailChannel.model_validate({"timeout": 3, **given, **more}))


LOGIN = {"user": "ops", "password_env": "S"}


async def test_it_is_taken_once_for_all_who_are_named() -> None:
    async with mailbox() as box:
        receipt = await email(box.port).send(letter(Purpose.OPEN), {})
    assert box.messages == [("ops@example.com", list(TO), "Checkout fails", "We are looking into it.\r\n")]
    assert receipt.words == "250 2.0.0 taken as 7"
    assert receipt.kept == {"thread": receipt.reference}


async def test_a_letter_may_name_its_own() -> None:
    async with mailbox() as box:
        await email(box.port).send(letter(to=("cto@example.com", "cto@example.com")), {})
    assert box.messages[0][1] == ["cto@example.com"]


@pytest.mark.parametrize("without", [(), ("PLAIN",)])
async def test_it_logs_in_as_the_server_offers(without: tuple[str, ...]) -> None:
    async with mailbox(SECRET, without=without) as box:
        await email(box.port, **LOGIN).send(letter(), {})
    assert box.logins == [b"LOGIN" if without else b"PLAIN"]
    assert len(box.messages) == 1


async def test_a_wrong_password_is_for_a_person_to_mend() -> None:
    async with mailbox("another") as box:
        with pytest.raises(NotDelivered, match="535") as caught:
            await email(box.port, **LOGIN).send(letter(), {})
    error = caught.value
    assert (error.failure.kind, error.certain, error.final) == (FailureKind.AUTH, True, True)
    assert SECRET not in f"{error!r} {error}"
    assert box.messages == []


async def test_a_server_without_a_way_to_log_in() -> None:
    async with mailbox(SECRET, without=("PLAIN", "LOGIN")) as box:
        with pytest.raises(NotDelivered, match="neither AUTH PLAIN nor LOGIN") as caught:
            await email(box.port, **LOGIN).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, True)


def _by(security: str, context: ssl.SSLContext) -> AbstractAsyncContextManager[Mailbox]:
    return mailbox(SECRET, starttls=context) if security == "starttls" else mailbox(SECRET, tls=context)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_everything_goes_by_tls(security: str, tmp_path: Path) -> None:
    authority = trustme.CA()
    async with _by(security, server_context(authority)) as box:
        made = email(box.port, security=security, ca_file=ca_file(authority, tmp_path), **LOGIN)
        await made.send(letter(), {})
        assert "ready for ops" in (await made.standing()).words
    assert len(box.messages) == 1
    assert security == "tls" or box.over_tls == [True]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_is_not_trusted_ends_it(security: str) -> None:
    """Fault 31."""
    async with _by(security, self_signed_context()) as box:
        with pytest.raises(NotDelivered, match="TLS: the certificate is self-signed") as caught:
            await email(box.port, security=security, **LOGIN).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, False)
    assert box.logins == [] and box.messages == []


async def test_a_server_without_tls_gets_nothing_in_the_clear() -> None:
    async with mailbox(SECRET) as box:
        with pytest.raises(NotDelivered, match="does not offer STARTTLS") as caught:
            await email(box.port, security="starttls", **LOGIN).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, True)
    assert box.logins == []


@pytest.mark.parametrize(
    ("where", "said", "final"),
    [
        ("MAIL", "421 4.3.2 shutting down", False),
        ("MAIL", "451 4.7.1 greylisted, come back", False),
        ("MAIL", "550 5.7.1 not from here", True),
        ("MAIL", "530 5.7.0 authentication required", True),
        ("DATA", "452 4.3.1 no room", False),
        ("DATA", "451 4.3.0 try again", False),
        ("DATA", "550 5.7.1 looks like spam", True),
        ("DATA", "554 5.6.0 no", True),
    ],
)
async def test_a_server_that_says_no_has_not_got_it(where: str, said: str, final: bool) -> None:
    async with mailbox() as box:
        box.answers[where] = said
        with pytest.raises(NotDelivered, match=said) as caught:
            await email(box.port).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, final)
    assert box.messages == []


async def test_who_is_refused_is_told_and_the_others_get_it() -> None:
    async with mailbox() as box:
        box.answers["ada@example.com"] = "550 5.1.1 nobody of that name"
        receipt = await email(box.port).send(letter(), {})
    assert box.messages[0][1] == ["grace@example.com"]
    assert "not to ada@example.com: 550 5.1.1 nobody of that name" in receipt.words


@pytest.mark.parametrize(
    ("second", "final"), [("550 5.1.1 nobody", True), ("450 4.2.1 busy", False), ("421 4.3.2 bye", False)]
)
async def test_where_nobody_is_taken_it_has_not_gone(second: str, final: bool) -> None:
    async with mailbox() as box:
        box.answers |= {"ada@example.com": "550 5.1.1 nobody", "grace@example.com": second}
        with pytest.raises(NotDelivered) as caught:
            await email(box.port).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, final)


@pytest.mark.parametrize(
    ("settings", "words", "said"),
    [
        ({"to": ()}, {}, "nobody to write to"),
        ({"sender": "a>@b"}, {}, "cannot be written to"),
        ({}, {"to": ("x@y>\r\nDATA",)}, "cannot be written to"),
    ],
)
async def test_what_cannot_be_sent_is_told_before_anything_is(
    settings: dict[str, Any], words: dict[str, Any], said: str
) -> None:
    with pytest.raises(NotDelivered, match=said) as caught:
        await email(9, **settings).send(letter(**words), {})
    assert (caught.value.certain, caught.value.final) == (True, True)


async def test_it_cannot_be_asked_what_it_has() -> None:
    with pytest.raises(NotDelivered, match="does not tell") as caught:
        await email(9).find(letter(), {})
    assert (caught.value.certain, caught.value.final) == (False, True)


async def test_doctor_logs_in_and_sends_nothing() -> None:
    async with mailbox(SECRET) as box:
        standing = await email(box.port, **LOGIN).standing()
    assert standing.proved and "ready for ops" in standing.words
    assert box.messages == [] and box.logins == [b"PLAIN"]
