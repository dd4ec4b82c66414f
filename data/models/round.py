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
