"""Something for reports to stand on, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from data.models.entry import Entry
from data.models.item import Item
from data.models.past import Past
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.policies.book import load_policies
from data.provider import Source
from data.recall.asking import Remembered
from data.reports.ground import Ground
from data.reports.track import Track
from data.store import Store
from tests.fakes import HandClock, answering

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 9, 0, 4, tzinfo=UTC)


class World:
    """Sources and what they say; each name is one source."""

    def __init__(self, policy: str = "skafu") -> None:
        self.policy = load_policies().get(policy)
        self._answers: list[tuple[Source, Round]] = []
        self.clock = HandClock(NOW)

    def says(
        self,
        name: str,
        *seen: Observation,
        items: Sequence[Item] = (),
        pasts: Sequence[Past] = (),
        group: str = "",
        failure: Round | None = None,
        feeds: Sequence[str] = (),
    ) -> World:
        """One more source, with its answer."""
        provider = answering(*seen)
        source = Source(
            name,
            "http",
            group,
            60.0,
            5.0,
            True,
            provider,
            frozenset((*feeds, *(each.signal for each in seen))),
        )
        answer = Answer(tuple(seen), "asked", items=tuple(items), pasts=tuple(pasts))
        outcome = failure or Round(name, NOW, self.clock.elapsed(), 1.0, answer, None)
        self._answers.append((source, outcome))
        return self

    @property
    def snapshot(self) -> Snapshot:
        """What the store makes of it."""
        store = Store([source for source, _ in self._answers], self.policy, self.clock)
        for _, outcome in self._answers:
            store.record(outcome)
        return store.snapshot()

    def ground(
        self,
        *entries: Entry,
        remembered: Sequence[Remembered] = (),
        tracks: Sequence[Track] = (),
        at: datetime | None = None,
    ) -> Ground:
        """The ground for a report."""
        bands = load_policies().get("skafu")
        snapshot = replace(self.snapshot, at=at or NOW)
        told = [Remembered(each.name, each.pasts) for each in snapshot.sources if each.pasts]
        return Ground(snapshot, entries, ZONE, self.policy, bands, tuple(tracks), (*remembered, *told))


def up(value: float) -> Observation:
    """Whether a service answers."""
    return Observation("http.up", value, "bool")


def past(signal: str, unit: str, first: datetime, values: Sequence[float], step: timedelta) -> Past:
    """A series from a moment on."""
    times = tuple((first + number * step).timestamp() for number in range(len(values)))
    return Past(signal, (), unit, times, tuple(values))
