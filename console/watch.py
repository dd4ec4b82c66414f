"""Sources with what asks them and what keeps what they said."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from data.baselines.keeper import Keeper
from data.models.maintenance import Maintenance
from data.models.policy import Policy
from data.models.snapshot import Snapshot
from data.poller import Poller
from data.provider import Source
from data.recall.backfill import Recall
from data.store import Store
from data.timekeeping import Timekeeper


@dataclass(frozen=True, slots=True)
class Watch:
    """The sources, what asks them, what they said, what they remember, and what is usual."""

    sources: tuple[Source, ...]
    poller: Poller
    store: Store
    recall: Recall
    baselines: Keeper


def assemble(
    sources: tuple[Source, ...],
    policy: Policy,
    time: Timekeeper,
    maintenance: tuple[Maintenance, ...] = (),
    baselines: Keeper | None = None,
) -> Watch:
    """A store, a poller that records into it, and what fills in the past; baselines are learned anew."""
    store = Store(sources, policy, time, maintenance)
    poller, recall = Poller(sources, store.record, time), Recall(sources, store, time)
    return Watch(sources, poller, store, recall, baselines or Keeper(ZoneInfo("UTC")))


async def asked_once(parts: Watch) -> Snapshot:
    """Ask every source one time and say what they answered; for the longest timeout at most."""
    try:
        await parts.poller.once()
    finally:
        await parts.poller.close()
    return parts.store.snapshot()
