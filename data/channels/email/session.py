"""One conversation with an SMTP server: greeting, TLS, log-in, and the message.

Replies that begin with 4 mean later, those that begin with 5 never; either way the server has not
taken the message. Once the line that ends it was sent and no reply came, nobody knows.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from ipaddress import ip_address

from pydantic import SecretStr

from data.channel import NotDelivered
from data.channels.email.message import stuffed
from data.channels.email.wire import Reply, Wire
from data.config.channel import EmailChannel
from data.models.failure import FailureKind
from data.scrubber import Scrubber
from data.web.trust import trust

_AUTH_REFUSED = (530, 534, 535, 538)
_END = b".\r\n"


class Session:
    """What happens on a wire; `given` is True from when the server may have the message."""

    def __init__(self, settings: EmailChannel, password: SecretStr | None) -> None:
        self.given = False
        self.done = False
        self.doing = "connecting"
        self._settings = settings
        self._password = password.get_secret_value() if password else ""
        self._wire: Wire | None = None

    async def begin(self) -> Wire:
        """Connect, greet, go over to TLS, log in: after this the server takes commands."""
        settings = self._settings
        tls = trust(settings.ca_file) if settings.security != "none" else None
        at_once = tls if settings.security == "tls" else None
        wire = self._wire = await Wire.open(settings.host, settings.port, at_once, Scrubber(self._secrets()))
        self.doing = "waiting for the greeting"
        _expect(await wire.reply(), 220)
        able = await self._greet(wire)
        if settings.security == "starttls" and tls is not None:
            if "STARTTLS" not in able:
                raise _mend("the server does not offer STARTTLS", 'with security = "tls" try port 465')
            self.doing = "greeting by TLS"
            _expect(await wire.ask("STARTTLS"), 220)
            await wire.start_tls(tls, settings.host)
            able = await self._greet(wire)
        if settings.user:
            self.doing = "logging in"
            await self._log_in(wire, able)
        return wire

    async def deliver(self, sender: str, to: Sequence[str], message: bytes) -> tuple[Reply, list[str]]:
        """Give the message away: what the server said, and what it said of those it does not take."""
        wire = await self.begin()
        self.doing = "naming sender and recipients"
        _expect(await wire.ask(f"MAIL FROM:<{sender}>"), 250)
        refused = []
        for address in to:
            reply = await wire.ask(f"RCPT TO:<{address}>")
            if reply.code == 421:
                raise failed(reply)
            if reply.code not in (250, 251, 252):
                refused.append((address, reply))
        if len(refused) == len(to):
            raise failed(min((reply for _, reply in refused), key=lambda reply: reply.code))
        self.doing = "sending the message"
        _expect(await wire.ask("DATA"), 354)
        await wire.push(stuffed(message))
        self.given = True
        self.doing = "waiting for the receipt"
        reply = await wire.give(_END)
        self.given = False
        _expect(reply, 250)
        self.done = True
        return reply, [f"{address}: {reply.said}" for address, reply in refused]

    async def end(self, patience: float) -> None:
        """Hang up, after a goodbye of so many seconds where all is done."""
        if self._wire is not None:
            await self._wire.leave(patience if self.done else 0.0)

    async def _greet(self, wire: Wire) -> dict[str, str]:
        """What the server can do, by its keyword."""
        self.doing = "greeting"
        reply = await wire.ask(f"EHLO {wire.name}")
        _expect(reply, 250)
        words = (line.upper().partition(" ") for line in reply.lines[1:])
        return {keyword: rest for keyword, _, rest in words}

    async def _log_in(self, wire: Wire, able: dict[str, str]) -> None:
        settings = self._settings
        if settings.security == "none" and not loopback(settings.host):
            raise _mend("the password is not sent in the clear", 'set security = "starttls" or "tls"')
        ways = able.get("AUTH", "").split()
        if "PLAIN" in ways:
            reply = await wire.ask(f"AUTH PLAIN {_coded(f'{chr(0)}{settings.user}{chr(0)}{self._password}')}")
        elif "LOGIN" in ways:
            _expect(await wire.ask("AUTH LOGIN"), 334)
            _expect(await wire.ask(_coded(settings.user)), 334)
            reply = await wire.ask(_coded(self._password))
        else:
            raise _mend("the server offers neither AUTH PLAIN nor LOGIN", "check port and security")
        _expect(reply, 235)

    def _secrets(self) -> tuple[str, ...]:
        if not self._password:
            return ()
        plain = _coded(f"{chr(0)}{self._settings.user}{chr(0)}{self._password}")
        return self._password, _coded(self._password), plain


def failed(reply: Reply) -> NotDelivered:
    """What a reply means that is not the hoped for one: the message is surely not taken."""
    temporary = reply.code < 500
    kind, remedy = FailureKind.REFUSED, ""
    if reply.code in _AUTH_REFUSED:
        kind, remedy = FailureKind.AUTH, "check user and password in [channel.email]"
    return NotDelivered(kind, f"the server says: {reply.said}", remedy, certain=True, final=not temporary)


def _expect(reply: Reply, code: int) -> None:
    if reply.code != code:
        raise failed(reply)


def _mend(message: str, remedy: str) -> NotDelivered:
    return NotDelivered(
        FailureKind.NOT_CONFIGURED, message, f"{remedy} in [channel.email]", certain=True, final=True
    )


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode()


def loopback(host: str) -> bool:
    """Whether a host is this machine itself, so that nobody listens in between."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
