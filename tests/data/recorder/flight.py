"""A store with many sources, an hour of whose life is recorded in a moment."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from data.models.failure import Failure, FailureKind
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Snapshot
from data.provider import Source
from data.recorder.recorder import FLUSH_S, Recorder
from data.store import Store
from tests.fakes import HandClock, answering, policy

BEGAN = datetime(2026, 11, 20, 9, 0, 0, tzinfo=UTC)


class Flight:
    """Sources with one noisy signal each, asked every `every` seconds, now and then failing."""

    def __init__(
        self, folder: Path, sources: int, *, every: float = 5.0, seed: int = 7, began: datetime = BEGAN
    ) -> None:
        self.clock = HandClock(began)
        self.folder = folder
        self._every = every
        self._chance = random.Random(seed)
        names = [f"service-{number}" for number in range(sources)]
        made = [Source(name, "http", "api", every, 3.0, True, answering()) for name in names]
        self._names = names
        self.store = Store(made, policy(), self.clock)
        self.recorder = Recorder(folder, "bastion-1.4711", 2**30, self.store.kept)

    def fly(self, seconds: int) -> Iterator[Snapshot]:
        """Let time pass second by second, recording; the store's snapshot after each."""
        for second in range(seconds):
            snapshot = self.pass_second(second)
            if second % FLUSH_S == FLUSH_S - 1:
                self.write()
            yield snapshot

    def pass_second(self, second: int) -> Snapshot:
        """Let one second pass, and look."""
        self.pass_unseen(second)
        snapshot = self.store.snapshot()
        self.recorder.look(snapshot)
        return snapshot

    def pass_unseen(self, second: int) -> None:
        """Let one second pass in which nobody looks."""
        self.clock.move(1.0)
        for number, name in enumerate(self._names):
            if (second + number) % self._every == 0:
                self.store.record(self._round(name, second))
        self.store.expire()

    def write(self) -> None:
        """Write down what was seen."""
        self.recorder.write()

    def _round(self, name: str, second: int) -> Round:
        now, elapsed, took = self.clock.now(), self.clock.elapsed(), self._chance.uniform(5, 60)
        if self._chance.random() < 0.01:
            failure = Failure(FailureKind.TIMEOUT, "no answer within 3 s")
            return Round(name, now, elapsed, took, None, failure)
        value = 40 + 10 * math.sin(second / 300) + self._chance.gauss(0, 2)
        seen = Observation("http.latency_ms", value, "ms", (("path", "/health"),), observed_at=now)
        answer = Answer((seen,), f"https://{name}.example.com/health", raw="ok", digest=f"sha256:{second}")
        return Round(name, now, elapsed, took, answer, None)
