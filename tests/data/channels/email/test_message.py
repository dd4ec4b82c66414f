"""A letter as an e-mail: whatever its words are, they stay words."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.channels.email.message import message_id, message_of, plain_address, stuffed
from data.models.incident import Audience
from data.models.letter import Letter
from data.safe import safe_block
from tests.channels import letter

SENDER = "ops@example.com"
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
}


def read(words: Letter, thread: str = "") -> EmailMessage:
    message = message_from_bytes(message_of(words, SENDER, ("a@example.com",), thread), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_what_it_says() -> None:
    message = read(letter(subject="Größer", body="Über 3 Zeilen\n.\nEnde"))
    assert message["Subject"] == "Größer"
    assert message["To"] == "a@example.com"
    assert message["Date"] == "Fri, 20 Nov 2026 09:00:04 +0000"
    assert message.get_content().splitlines() == ["Über 3 Zeilen", ".", "Ende"]


@given(st.text(), st.text())
def test_words_never_become_headers(subject: str, title: str) -> None:
    message = read(letter(subject=subject, title=title))
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)


@pytest.mark.parametrize(
    "subject", ["x\r\nBcc: all@example.com", "x\nBcc: y@z", "x\rBcc: y@z", "x\u2028Bcc: y@z", "\x00\x1b[2J"]
)
def test_a_line_end_in_a_subject_is_a_sign(subject: str) -> None:
    message = read(letter(subject=subject))
    assert "Bcc" not in message and "\x1b" not in message["Subject"]


@given(st.text(max_size=2000))
def test_the_text_comes_as_it_was_written(body: str) -> None:
    told = read(letter(body=body)).get_content().replace("\r\n", "\n")
    assert told.rstrip("\n") == safe_block(body, 200_000).rstrip("\n")


@given(st.text(alphabet=".\r\nab\u00fc", max_size=300))
def test_nothing_in_it_ends_the_message(body: str) -> None:
    sent = stuffed(message_of(letter(body=body), SENDER, ("a@example.com",), ""))
    assert sent.endswith(b"\r\n")
    assert b"\r\n.\r\n" not in sent
    assert b"\n" not in sent.replace(b"\r\n", b"") and b"\r" not in sent.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in sent.split(b"\r\n"))
    sent.decode("ascii")


def test_a_letter_has_one_name_however_often_it_is_tried() -> None:
    assert message_id(letter(), SENDER) == message_id(letter(body="other"), SENDER)
    assert message_id(letter(key="a"), SENDER) != message_id(letter(key="b"), SENDER)
    hostile = message_id(letter(key="a>\r\nBcc: x"), SENDER)
    assert hostile.startswith("<") and hostile.endswith("@example.com>") and "\n" not in hostile


def test_an_incidents_letters_are_one_conversation() -> None:
    assert "References" not in read(letter(), message_id(letter(), SENDER))
    assert read(letter(), "<first@example.com>")["References"] == "<first@example.com>"


def test_customers_do_not_see_one_another() -> None:
    assert "a@example.com" not in str(read(letter(audience=Audience.PUBLIC)))


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("ada@example.com", True),
        ("a.b+c@x-y.example", True),
        ("a>@example.com", False),
        ("a@b>\r\nDATA", False),
        ("ü@example.com", False),
        ("a@b@c", False),
        ("@example.com", False),
        ("", False),
    ],
)
def test_what_an_address_may_be(address: str, plain: bool) -> None:
    assert plain_address(address) is plain
