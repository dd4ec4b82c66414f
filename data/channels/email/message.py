"""A letter as an e-mail; pure. Nothing in its words can become a header or end the message."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from data.models.incident import Audience
from data.models.letter import Letter
from data.safe import safe, safe_block

_POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")
_LONGEST_SUBJECT = 200
_LONGEST_BODY = 200_000


def plain_address(address: str) -> bool:
    """Whether an address can stand in an SMTP command as it is."""
    return _ADDRESS.fullmatch(address) is not None


def message_id(letter: Letter, sender: str) -> str:
    """The same for a letter however often it is tried, so that a mailbox may know it again."""
    domain = sender.rpartition("@")[2]
    return f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{domain}>"


def message_of(letter: Letter, sender: str, to: tuple[str, ...], thread: str) -> bytes:
    """The whole message with CRLF line ends, in ASCII; `thread` is the id of the incident's first.

    Customers do not see one another's addresses.
    """
    message = EmailMessage(policy=_POLICY)
    id = message_id(letter, sender)
    message["From"] = sender
    message["To"] = "undisclosed-recipients:;" if letter.audience is Audience.PUBLIC else ", ".join(to)
    message["Subject"] = safe(letter.subject or letter.title or "(no subject)", _LONGEST_SUBJECT)
    message["Date"] = letter.at
    message["Message-ID"] = id
    if thread and thread != id:
        message["References"] = thread
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(safe_block(letter.body, _LONGEST_BODY))
    return message.as_bytes()


def stuffed(message: bytes) -> bytes:
    """The message as it follows DATA: no line of it is the one that ends it."""
    body = message if message.endswith(b"\r\n") else message + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", body)
