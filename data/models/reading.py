"""One observation of a signal, as a source reports it and as the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from data.models.failure import Failure
from data.models.labels import Labels
from data.models.threshold import Limit, Threshold
from data.models.verdict import Verdict

if TYPE_CHECKING:
    from data.models.item import Item
    from data.models.past import Past


@dataclass(frozen=True, slots=True)
class Observation:
    """What a provider found out about one signal.

    `value` is None where the source was asked and holds no value (that is no data, not zero);
    `failure` tells why where it is known. A yes/no signal is 1.0 or 0.0 with unit ``bool``.
    `judged` is the source's own verdict where it has one (an HTTP expectation, a plugin's exit
    code) and `own` the limits it was configured with or brings along; a policy's verdict is
    added to it, never put in its place. `detail` is one line of words, already safe to show.
    `query` is what was asked for this signal alone, where that is narrower than the answer's.
    """

    signal: str
    value: float | None
    unit: str
    labels: Labels = ()
    observed_at: datetime | None = None
    judged: Verdict | None = None
    own: Threshold | None = None
    detail: str = ""
    failure: Failure | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one round of asking a source brought.

    `raw` is the answer as text, bounded and safe to show, `digest` the SHA-256 of the whole
    original (``sha256:…``), `query` what was asked: an address, a statement, an argument list,
    without secrets. `items` are what it lists, the gravest first and bounded in number (how many
    there really are is an observation), `pasts` what it tells of former days. A `partial` answer
    has come early: more is under way, so the source is asked again soon.
    """

    observations: tuple[Observation, ...]
    query: str
    raw: str = ""
    digest: str = ""
    items: tuple[Item, ...] = ()
    pasts: tuple[Past, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """An observation with the circumstances in which it was made, and what it means.

    `observed_at` is the source's own time where it gives one, else the time of the answer;
    `skew_s` is how far that lay ahead of ours (an age is never negative); `fetched_elapsed`
    is on the monotonic scale that ages are reckoned on. `limit` is the number of `threshold` that
    decided.
    """

    source: str
    kind: str
    observation: Observation
    observed_at: datetime
    fetched_at: datetime
    fetched_elapsed: float
    took_ms: float
    query: str
    digest: str
    verdict: Verdict
    threshold: Threshold | None
    limit: Limit | None
    words: str
    skew_s: float = 0.0

    @property
    def signal(self) -> str:
        """The name of the quantity."""
        return self.observation.signal

    @property
    def key(self) -> tuple[str, str, Labels]:
        """What tells this reading's series from all others: source, signal, labels."""
        return (self.source, self.observation.signal, self.observation.labels)
