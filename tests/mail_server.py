"""Mail servers on loopback: a real one, and one that says exactly what a test wants."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.listening import listening


@dataclass
class Mailbox:
    """What a real server was given, and what it answers where a test says so."""

    port: int = 0
    messages: list[tuple[str, list[str], str, str]] = field(default_factory=list)
    """Sender, recipients, subject, text."""
    logins: list[bytes] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """By ``MAIL``, ``DATA`` or a recipient's address."""

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.answers.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = self.answers.get("DATA", "250 2.0.0 taken as 7")
        if said.startswith("250"):
            message = message_from_bytes(bytes(envelope.original_content or b""), policy=default)
            body = message.get_body(("plain",))
            text = body.get_content() if body is not None else ""
            self.messages.append((envelope.mail_from or "", envelope.rcpt_tos, str(message["Subject"]), text))
            self.over_tls.append(session.ssl is not None)
        return said


@asynccontextmanager
async def mailbox(
    password: str = "",
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    without: Sequence[str] = (),
) -> AsyncIterator[Mailbox]:
    """A real server; with a password, only ``ops`` may log in. `without` names ways to log in."""
    box = Mailbox()
    loop = asyncio.get_running_loop()
    made: list[SMTP] = []

    def who(server: SMTP, session: Session, envelope: Envelope, way: str, given: object) -> AuthResult:
        box.logins.append(way.encode())
        return AuthResult(success=given == LoginPassword(b"ops", password.encode()), handled=False)

    def answering() -> SMTP:
        server = SMTP(
            box,
            hostname="mail.test",
            tls_context=starttls,
            auth_require_tls=False,
            auth_exclude_mechanism=without,
            authenticator=who,
            loop=loop,
        )
        made.append(server)
        return server

    listening = await loop.create_server(answering, "127.0.0.1", 0, ssl=tls)
    box.port = listening.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        listening.close()
        for server in made:
            if isinstance(server.transport, asyncio.WriteTransport):
                server.transport.abort()
        await asyncio.sleep(0)


Turn = Callable[[str], bytes | None]
"""Given a line, what is said to it; None hangs up."""


@asynccontextmanager
async def script(greeting: bytes, turn: Turn) -> AsyncIterator[tuple[int, list[str]]]:
    """A server that says what `turn` gives; its port, and the lines that it has heard."""
    heard: list[str] = []

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        while True:
            line = (await reader.readuntil(b"\n")).decode().rstrip("\r\n")
            heard.append(line)
            said = turn(line)
            if said is None:
                writer.transport.abort()
                return
            writer.write(said)
            await writer.drain()

    async with listening(converse) as port:
        yield port, heard
