"""Snapshots for boards: sources in every phase, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from data.boards.outlook import Outlook
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.policy import Policy
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.fakes import HandClock, answering

ZONE = ZoneInfo("Europe/London")


class Scene:
    """Sources that say what they are told to, in the store that the console has."""

    def __init__(
        self, *feeding: tuple[str, frozenset[str]], policy: Policy | None = None, kind: str = "fake"
    ) -> None:
        self.clock = HandClock(elapsed=10 * 86_400.0)
        self.policy = policy or load_policies().get("manual")
        sources = [Source(name, kind, "", 10.0, 5.0, True, answering(), feeds) for name, feeds in feeding]
        self.store = Store(sources, self.policy, self.clock)

    def says(self, name: str, *observations: Observation) -> Scene:
        """One round of a source."""
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5.0, Answer(observations, "q")))
        return self

    def lists(self, name: str, items: Sequence[Item], *observations: Observation) -> Scene:
        """One round of a source that lists things."""
        answer = Answer(observations, "q", items=tuple(items))
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5.0, answer))
        return self

    def fails(self, name: str, kind: FailureKind = FailureKind.CONNECT) -> Scene:
        """A round without an answer."""
        failure = Failure(kind, "no way in", "mend it")
        self.store.record(Round(name, self.clock.now(), self.clock.elapsed(), 5.0, failure=failure))
        return self

    def later(self, seconds: float) -> Scene:
        """Time passes, and what was not answered goes stale."""
        self.clock.move(seconds)
        self.store.expire()
        return self

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is now."""
        return self.store.snapshot()

    @property
    def outlook(self) -> Outlook:
        """The policy's numbers, London's time, and no past."""
        return Outlook(self.policy, ZONE)
