"""What the poller asks of every kind of source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from data.config.secret import SecretReader
from data.models.alert import Silence, Wish
from data.models.past import Past, Window
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


@runtime_checkable
class Historian(Protocol):
    """A provider whose source remembers: it is asked for what was before the console started."""

    async def past(self, window: Window) -> tuple[Past, ...]:
        """The series that it feeds, between two times of its own clock. Raises SourceError."""
        ...


@runtime_checkable
class AlertKeeper(Protocol):
    """A provider whose alerts can be silenced. Everything raises SourceError.

    What writes is refused where nothing may be changed; nothing is tried a second time.
    """

    async def silences(self) -> tuple[Silence, ...]:
        """All silences in force or about to be, as they are at this moment."""
        ...

    async def silence(self, wish: Wish) -> str:
        """Make a silence; its id."""
        ...

    async def extend(self, id: str, ends: datetime) -> str:
        """Have a silence end at another time; its id, which may be a new one."""
        ...

    async def expire(self, id: str) -> None:
        """End a silence now; one that is over already is no error."""
        ...


@dataclass(frozen=True, slots=True)
class ProviderContext:
    """What a provider is given beside its own settings; with `read_only` nothing may be changed.

    `cache` is where it may keep what costs money to ask for; without one it keeps nothing.
    """

    time: Timekeeper
    secrets: SecretReader
    read_only: bool = False
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One configured thing that is asked, with the provider that asks it; times in seconds."""

    name: str
    kind: str
    group: str
    every: float
    timeout: float
    critical: bool
    provider: Provider
    feeds: frozenset[str] = frozenset()
