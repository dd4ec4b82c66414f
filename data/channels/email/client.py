"""E-mail through one SMTP server, which takes a message or says that it does not.

The Message-ID comes from the letter's key, but no server promises to drop what it has already: a
message in doubt is for a person to look after.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from data.channel import NotDelivered, Standing
from data.channels.email.message import message_id, message_of, plain_address
from data.channels.email.session import Session, loopback
from data.config.channel import EmailChannel
from data.config.secret import SecretReader
from data.delivery.doubt import cannot_tell
from data.delivery.errand import lost
from data.delivery.secret import secret_of
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.letter import Letter, Receipt
from data.safe import safe
from data.timekeeping import Timekeeper
from data.web.failure import network_error

NAME = "email"
_THREAD = "thread"
_GOODBYE_S = 0.5
T = TypeVar("T")


class Email:
    """One server and one sender."""

    idempotent = False

    def __init__(self, settings: EmailChannel, secrets: SecretReader, time: Timekeeper) -> None:
        self._settings = settings
        self._secrets = secrets
        self._time = time

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Send it to those that it names, else to those that the configuration names. Raises NotDelivered."""
        sender, to = self._settings.sender, tuple(dict.fromkeys(letter.to or self._settings.to))
        if not to:
            raise _unusable("nobody to write to", f"name them with to in [channel.{NAME}]")
        for address in (sender, *to):
            if not plain_address(address):
                raise _unusable(f"{safe(address, 80)} cannot be written to", "an address is plain ASCII")
        id = message_id(letter, sender)
        thread = kept.get(_THREAD, id)
        message = message_of(letter, sender, to, thread)
        reply, refused = await self._talk(lambda session: session.deliver(sender, to, message))
        missing = f"; not to {'; not to '.join(refused)}" if refused else ""
        return Receipt(id, f"{reply.said}{missing}", {_THREAD: thread})

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """A server that has passed a message on knows nothing of it. Raises NotDelivered."""
        raise cannot_tell("a mail server does not tell what it has sent")

    async def standing(self) -> Standing:
        """Whether the server lets us in. Raises SourceError."""

        async def look(session: Session) -> None:
            await (await session.begin()).ask("NOOP")
            session.done = True

        await self._talk(look)
        user = f" for {self._settings.user}" if self._settings.user else ""
        clear = self._settings.security == "none" and not loopback(self._settings.host)
        open_ = ", and words travel in the clear" if clear else ""
        return Standing(f"the server is ready{user}{open_}; an address is only tried by a message")

    async def close(self) -> None:
        """There is nothing to close."""

    async def _talk(self, act: Callable[[Session], Awaitable[T]]) -> T:
        """One conversation, with whatever goes wrong in it translated."""
        session = Session(self._settings, secret_of(self._secrets, self._settings, NAME, "password"))
        goodbye = min(_GOODBYE_S, self._settings.timeout / 10)
        try:
            async with asyncio.timeout(self._settings.timeout - goodbye):
                return await act(session)
        except TimeoutError:
            words = f"timed out after {self._settings.timeout:g} s while {session.doing}"
            raise lost(SourceError(FailureKind.TIMEOUT, words), given=session.given) from None
        except NotDelivered:
            raise
        except SourceError as error:
            raise lost(error, given=session.given) from None
        except (OSError, UnicodeError) as error:
            known = network_error(error) or SourceError(FailureKind.CONNECT, "cannot connect")
            raise lost(known, given=session.given) from None
        except EOFError:
            ended = f"the connection ended while {session.doing}"
            raise lost(SourceError(FailureKind.CONNECT, ended), given=session.given) from None
        finally:
            await session.end(goodbye)


def _unusable(message: str, remedy: str) -> NotDelivered:
    return NotDelivered(FailureKind.NOT_CONFIGURED, message, remedy, certain=True, final=True)
