"""The state of everything at one moment, frozen: what screens are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from data.models.failure import Failure
from data.models.reading import Reading
from data.models.verdict import Verdict


class Phase(StrEnum):
    """What is known of a source: the looks every panel must have."""

    LOADING = "loading"
    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"
    NO_RIGHTS = "no-rights"
    NOT_CONFIGURED = "not-configured"


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source: its latest readings, or why there are none.

    After a failure the last good `readings` stay, so that their age can be told; their verdict
    then is ``error`` or ``stale``, never what it was. `trend` holds, for the leading reading,
    its recent values, oldest first. Times called `…_elapsed` are monotonic seconds.
    """

    name: str
    kind: str
    group: str
    every: float
    critical: bool
    phase: Phase
    verdict: Verdict
    since: datetime | None
    readings: tuple[Reading, ...] = ()
    failure: Failure | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    answered_elapsed: float | None = None
    took_ms: float | None = None
    query: str = ""
    raw: str = ""
    failures_in_a_row: int = 0
    trend: tuple[float, ...] = ()

    @property
    def leading(self) -> Reading | None:
        """The reading to show where there is room for one: the worst, first of its kind."""
        return max(self.readings, key=lambda reading: reading.verdict.rank, default=None)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything, at `at`; `generation` grows with every change."""

    at: datetime
    elapsed: float
    generation: int
    policy: str
    sources: tuple[SourceState, ...] = ()
    feeds: frozenset[str] = field(default_factory=frozenset)

    def readings_of(self, signal: str) -> tuple[Reading, ...]:
        """Every source's readings of one signal, in the order of the configuration."""
        return tuple(
            reading for source in self.sources for reading in source.readings if reading.signal == signal
        )

    def source(self, name: str) -> SourceState | None:
        """The source of that name, where it is configured."""
        return next((source for source in self.sources if source.name == name), None)
