"""The state of everything at one moment, frozen: what screens are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from data.models.verdict import Verdict, worst

if TYPE_CHECKING:
    from data.models.failure import Failure
    from data.models.item import Item
    from data.models.maintenance import Opening
    from data.models.past import Past
    from data.models.reading import Reading


class Phase(StrEnum):
    """What is known of a source: the looks every panel must have."""

    LOADING = "loading"
    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"
    NO_RIGHTS = "no-rights"
    NOT_CONFIGURED = "not-configured"


def leading(readings: Iterable[Reading]) -> Reading | None:
    """The most telling of several readings; the first where they tell the same."""
    return max(
        readings,
        key=lambda reading: (
            reading.verdict.rank,
            reading.threshold is not None,
            reading.observation.unit != "bool",
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source: its latest readings, or why there are none.

    After a failure the last good `readings` stay, so that their age can be told; their verdict
    then is ``error`` or ``stale``, never what it was. `trend` holds, for the leading reading,
    its recent values, oldest first. `feeds` are the signals that it may bring, known even before
    it has brought any. `items` and `pasts` are those of the last good answer, whatever the phase.
    Times called `…_elapsed` are monotonic seconds.
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
    feeds: frozenset[str] = field(default_factory=frozenset)
    items: tuple[Item, ...] = ()
    pasts: tuple[Past, ...] = ()
    earlier: bool = False
    """Whether it may have been so before `since`: it was when it was asked for the first time."""

    @property
    def weight(self) -> Verdict:
        """What this source adds to the whole: a failure of one that is not critical only warns."""
        if self.critical or self.verdict is Verdict.PASS:
            return self.verdict
        return Verdict.WARN

    @property
    def leading(self) -> Reading | None:
        """The reading to show where there is room for one: the worst, then one that has a limit."""
        return leading(self.readings)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything, at `at`; `generation` grows with every change.

    `openings` are the maintenance windows that are open at that moment, `upcoming` opens next.
    """

    at: datetime
    elapsed: float
    generation: int
    policy: str
    sources: tuple[SourceState, ...] = ()
    feeds: frozenset[str] = field(default_factory=frozenset)
    openings: tuple[Opening, ...] = ()
    upcoming: Opening | None = None
    _by_signal: dict[str, list[Reading]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Sorted when it is first asked for: a screen asks for dozens of signals, of hundreds of sources."""

    def readings_of(self, signal: str) -> tuple[Reading, ...]:
        """Every source's readings of one signal, in the order of the configuration."""
        if not self._by_signal:
            found: dict[str, list[Reading]] = {}
            for source in self.sources:
                for reading in source.readings:
                    found.setdefault(reading.signal, []).append(reading)
            self._by_signal.update(found)
        return tuple(self._by_signal.get(signal, ()))

    def items_of(self, kind: str) -> tuple[tuple[SourceState, Item], ...]:
        """Every source's items of one kind, each with the source that lists it (its phase matters)."""
        return tuple((source, item) for source in self.sources for item in source.items if item.kind == kind)

    def feeding(self, *signals: str) -> tuple[SourceState, ...]:
        """The sources that may bring any of these signals, whether they have brought one or not."""
        return tuple(source for source in self.sources if not source.feeds.isdisjoint(signals))

    def maintenance_of(self, source: SourceState) -> Opening | None:
        """The open maintenance window that covers a source."""
        if not self.openings:
            return None
        from data.models.maintenance import covering  # noqa: PLC0415 - not for the first picture

        return covering(source.name, source.group, self.openings)

    def silenced(self, source: SourceState) -> bool:
        """Whether a source is to raise no alarm now; its verdict is what it is all the same."""
        opening = self.maintenance_of(source)
        return opening is not None and opening.maintenance.silence

    @property
    def verdict(self) -> Verdict:
        """The worst of all sources; one that is not critical can only warn."""
        return worst(source.weight for source in self.sources)

    def source(self, name: str) -> SourceState | None:
        """The source of that name, where it is configured."""
        return next((source for source in self.sources if source.name == name), None)
