"""What a decision was made on: enough to follow it back to the answer of the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.labels import Labels
from data.models.series import Key
from data.models.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reading as it is written into the journal beside the item it decided.

    `threshold` is the number the value was held against, in `unit`; `policy` and `section`
    say who demands it; `digest` is of the raw answer. Without a `signal` it is about the whole source.
    """

    source: str
    kind: str
    signal: str = ""
    labels: Labels = ()
    query: str = ""
    value: float | None = None
    unit: str = ""
    verdict: Verdict
    words: str
    threshold: float | None = None
    comparison: str = ""
    policy: str = ""
    section: str = ""
    observed_at: datetime | None = None
    fetched_at: datetime | None = None
    digest: str = ""

    @property
    def key(self) -> Key:
        """What tells its series from all others."""
        return (self.source, self.signal, self.labels)
