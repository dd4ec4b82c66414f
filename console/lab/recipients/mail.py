"""A mail server that keeps what it is given, and passes nothing on."""

from __future__ import annotations

import asyncio
from email import message_from_bytes
from email.policy import default
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from console.lab.ports import HOST
from console.lab.recipients.mailbag import Mailbag
from console.lab.recipients.mood import LIMITED_S, SLOW_S, Mood
from data.timekeeping import Timekeeper

USER = "ops-console"


class MailServer:
    """Listens until it is stopped; only who logs in may send."""

    def __init__(self, port: int, password: str, bag: Mailbag, mood: Mood, time: Timekeeper) -> None:
        self.port = port
        self._password = password.encode()
        self._bag = bag
        self._mood = mood
        self._time = time
        self._server: asyncio.Server | None = None
        self._open: WeakSet[SMTP] = WeakSet()

    async def start(self) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._answering, HOST, self.port)

    async def stop(self) -> None:
        """Stop listening and hang up on everybody."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in list(self._open):
            _hang_up(connection)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only who has logged in may begin."""
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        if self._mood.limited:
            return f"451 4.7.1 Try again in {LIMITED_S} s"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the message."""
        if self._mood.slow:
            await asyncio.sleep(SLOW_S)
        message = message_from_bytes(bytes(envelope.original_content or b""), policy=default)
        body = message.get_body(("plain",))
        kept = {
            "from": envelope.mail_from,
            "to": list(envelope.rcpt_tos),
            "subject": str(message["Subject"]),
            "message_id": str(message["Message-ID"]),
            "body": body.get_content() if body is not None else "",
        }
        self._bag.keep(self._time.now(), kept)
        if self._mood.forgetful:
            _hang_up(server)
        return f"250 OK: kept as {len(self._bag.received)}"

    def _answering(self) -> SMTP:
        server = SMTP(
            self,
            hostname="mail.lab",
            auth_require_tls=False,
            authenticator=self._who,
            loop=asyncio.get_running_loop(),
        )
        self._open.add(server)
        return server

    def _who(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        known = LoginPassword(USER.encode(), self._password)
        return AuthResult(success=given == known, handled=False)


def _hang_up(connection: SMTP) -> None:
    if isinstance(connection.transport, asyncio.WriteTransport):
        connection.transport.abort()
