"""One statement to ask, how often, and what its rows mean; and what was last heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.models.failure import Failure
from data.models.reading import Observation

Row = Mapping[str, Any]
Read = Callable[[Sequence[Row]], tuple[Observation, ...]]

ROW_LIMIT = 200
_ASK_AGAIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and the signals it always brings, as pairs of name and unit.

    `shown` says in one safe line what is asked; `every` is in seconds, 0 means each round.
    """

    shown: str
    sql: str
    signals: tuple[tuple[str, str], ...]
    read: Read
    every: float = 0.0


@dataclass(slots=True)
class Slot:
    """A question with the memory of when it was asked and what came back."""

    question: Question
    asked: float | None = None
    failing: bool = False
    heard: tuple[Observation, ...] = ()

    def due(self, elapsed: float) -> bool:
        """Whether to ask now; what failed is asked again within a minute, however rare it is."""
        every = min(self.question.every, _ASK_AGAIN_S) if self.failing else self.question.every
        # Rounds come a little early or late; a tenth of the wait is not worth another whole round.
        return self.asked is None or elapsed - self.asked >= every * 0.9

    def hear(self, observations: tuple[Observation, ...], elapsed: float, now: datetime) -> None:
        """Keep an answer with the time at which it was true, since it may be shown again later."""
        self.asked, self.failing = elapsed, False
        self.heard = tuple(replace(seen, observed_at=now, query=self.question.shown) for seen in observations)

    def fail(self, failure: Failure, elapsed: float | None) -> None:
        """Nothing vouches for the last values any more. Without `elapsed` it is due again at once."""
        self._lose(failure)
        self.asked, self.failing = elapsed, True

    def put_off(self, failure: Failure) -> None:
        """There was no time for it in this round; an earlier answer stands, with its time."""
        if self.asked is None:
            self._lose(failure)

    def _lose(self, failure: Failure) -> None:
        known = [(seen.signal, seen.unit, seen.labels) for seen in self.heard]
        if not known and self.asked is None:
            known = [(signal, unit, ()) for signal, unit in self.question.signals]
        self.heard = tuple(
            Observation(
                signal, None, unit, labels, detail=failure.message, failure=failure, query=self.question.shown
            )
            for signal, unit, labels in known
        )
