"""What the poller asks of every kind of source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from data.config.secret import SecretReader
from data.models.reading import Answer
from data.timekeeping import Timekeeper


class Provider(Protocol):
    """Asks one source. Made once, asked again and again, closed once.

    `fetch` returns an Answer or raises SourceError, having translated whatever its client
    library throws; it never retries on its own schedule, never sleeps, keeps no clock: the
    poller bounds its time and cancels it. `close` is bounded by the poller as well.
    """

    async def fetch(self) -> Answer:
        """Ask once."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class ProviderContext:
    """What a provider is given beside its own settings."""

    time: Timekeeper
    secrets: SecretReader
