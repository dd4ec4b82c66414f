"""One round of asking one source: how long it took, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.failure import Failure
from data.models.reading import Answer


@dataclass(frozen=True, slots=True)
class Round:
    """Either `answer` or `failure` is set; times as in Reading."""

    source: str
    ended_at: datetime
    ended_elapsed: float
    took_ms: float
    answer: Answer | None = None
    failure: Failure | None = None

    @property
    def partial(self) -> bool:
        """Whether the answer came early, with more under way."""
        return self.answer is not None and self.answer.partial

    @property
    def retry_after(self) -> float | None:
        """How long (seconds) the source asked to be left alone: in its failure, or beside an answer."""
        answered = self.answer.observations if self.answer else ()
        failures = [self.failure, *(observation.failure for observation in answered)]
        asked = [failure.retry_after for failure in failures if failure and failure.retry_after is not None]
        return max(asked, default=None)
