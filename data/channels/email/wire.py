"""The connection to an SMTP server: commands out, replies in, in the clear or by TLS."""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe
from data.scrubber import Scrubber

_LINE = re.compile(rb"([2-5][0-9]{2})([ -]|\r?\n)(.*)", re.DOTALL)
_MOST_LINES = 100
_LONGEST_LINE = 4096
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said: its code, and its words, line by line, safe to show."""

    code: int
    lines: tuple[str, ...]

    @property
    def said(self) -> str:
        """Code and words in one line."""
        return safe(f"{self.code} {' '.join(self.lines)}".strip(), _SHOWN)


class Wire:
    """One connection. Raises OSError or EOFError where it breaks, SourceError where it is no SMTP."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, scrubber: Scrubber
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._scrubber = scrubber
        self._ahead = bytearray()

    @classmethod
    async def open(cls, host: str, port: int, tls: ssl.SSLContext | None, scrubber: Scrubber) -> Wire:
        """Connect, by TLS from the first byte where a context is given."""
        reader, writer = await asyncio.open_connection(
            host, port, ssl=tls, server_hostname=host if tls else None
        )
        return cls(reader, writer, scrubber)

    @property
    def name(self) -> str:
        """How this side is called in its greeting: its address, which needs no name server."""
        address = str(self._writer.get_extra_info("sockname")[0]).partition("%")[0]
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"

    async def ask(self, command: str) -> Reply:
        """The reply to one command."""
        return await self.give(command.encode("ascii") + b"\r\n")

    async def give(self, data: bytes) -> Reply:
        """The reply to what is sent as it is."""
        await self.push(data)
        return await self.reply()

    async def push(self, data: bytes) -> None:
        """Send, with no reply to come."""
        self._writer.write(data)
        await self._writer.drain()

    async def reply(self) -> Reply:
        """The next reply, however many lines it has."""
        lines: list[str] = []
        for _ in range(_MOST_LINES):
            line = await self._line()
            found = _LINE.fullmatch(line)
            if found is None:
                raise _not_smtp(self._scrubber.text(line.decode("utf-8", "replace")))
            lines.append(safe(self._scrubber.text(found[3].decode("utf-8", "replace").strip()), _SHOWN))
            if found[2] != b"-":
                return Reply(int(found[1]), tuple(lines))
        raise _not_smtp("a reply without an end")

    async def _line(self) -> bytes:
        while (end := self._ahead.find(b"\n")) < 0:
            if len(self._ahead) > _LONGEST_LINE:
                raise _not_smtp("a line without an end")
            more = await self._reader.read(_LONGEST_LINE)
            if not more:
                raise EOFError
            self._ahead += more
        line = bytes(self._ahead[: end + 1])
        del self._ahead[: end + 1]
        return line

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Go on by TLS. What came before it, unasked, must not be taken for an answer after it."""
        if self._ahead:
            raise _not_smtp("words between STARTTLS and TLS")
        await self._writer.start_tls(context, server_hostname=host)

    async def leave(self, patience: float) -> None:
        """Say goodbye where there is time for it, in seconds, and hang up whatever comes of it."""
        with suppress(OSError, EOFError, SourceError, TimeoutError):
            if patience:
                async with asyncio.timeout(patience):
                    await self.ask("QUIT")
        self._writer.transport.abort()


def _not_smtp(line: str) -> SourceError:
    return SourceError(
        FailureKind.BAD_ANSWER,
        f"not an SMTP server: {safe(line.strip(), _SHOWN)}",
        "check host, port and security in [channel.email]",
    )
