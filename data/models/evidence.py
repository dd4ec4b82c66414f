"""What a decision was made on: enough to follow it back to the answer of the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.labels import Labels
from data.models.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading as it is written into the journal beside the item it decided.

    `threshold` is the number the value was held against, in `unit`; `policy` and `section`
    say who demands it; `digest` is of the raw answer.
    """

    source: str
    kind: str
    signal: str
    labels: Labels
    query: str
    value: float | None
    unit: str
    verdict: Verdict
    words: str
    threshold: float | None
    comparison: str
    policy: str
    section: str
    observed_at: datetime | None
    fetched_at: datetime | None
    digest: str
