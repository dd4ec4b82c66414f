"""Asks a TLS endpoint."""

from __future__ import annotations

import asyncio

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.tls.handshake import greet
from data.providers.tls.parse import assess, describe, observations
from data.providers.tls.settings import TlsSettings


class TlsProvider:
    """Greets anew each round, so that a certificate that was changed is seen at once."""

    def __init__(self, settings: TlsSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._time = context.time

    async def fetch(self) -> Answer:
        """The certificate's days and verdict. Raises SourceError where no TLS connection can be made."""
        settings = self._settings
        try:
            async with asyncio.timeout(settings.patience):
                shown = await greet(
                    settings.host, settings.port, name=settings.expected_name, ca_file=settings.ca_file
                )
        except TimeoutError:
            words = f"timed out after {settings.patience:g} s while greeting by TLS"
            raise SourceError(FailureKind.TIMEOUT, words) from None
        now = self._time.now()
        _, words = assess(shown, settings, now)
        return Answer(
            observations(shown, settings, now),
            query=f"TLS {settings.address} as {settings.expected_name}",
            raw=describe(shown, words),
            digest=shown.certificate.digest if shown.certificate else "",
        )

    async def close(self) -> None:
        """Nothing is kept open between rounds."""
