"""How long the slower statements take: the 95th percentile over statements' mean times.

The server counts only how often each statement ran and how long altogether, so a statement's
calls all weigh with its mean: one that is fast for most and slow for a few looks even.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.models.reading import Observation
from data.providers.postgres.question import Row
from data.providers.postgres.rights import no_rights

P95 = ("db.query_p95_ms", "ms")
_SHARE = 0.95
Counts = Mapping[int, tuple[float, float]]
"""Calls and milliseconds altogether, by statement."""


class StatementTimes:
    """Looks at what was added since the last look; after a reset, or where nothing ran, at everything."""

    def __init__(self) -> None:
        self._before: Counts | None = None

    def read(self, rows: Sequence[Row]) -> tuple[Observation, ...]:
        """The percentile, from the one row with its lists."""
        row = rows[0]
        if row["hidden"]:
            return (no_rights(*P95, "others' statements", None),)
        counts = {
            id: (float(calls), float(total))
            for id, calls, total in zip(row["ids"], row["calls"], row["total_ms"], strict=True)
        }
        before, self._before = self._before, counts
        added = _added(before, counts) if before is not None else {}
        value = percentile(added or counts, _SHARE)
        if value is None:
            return (Observation(P95[0], None, P95[1], detail="no statement has been counted yet"),)
        since = "since the last round" if added else "since statistics began"
        words = f"over statements' mean times, by their calls, {since}"
        return (Observation(P95[0], value, P95[1], detail=words),)


def percentile(counts: Counts, share: float) -> float | None:
    """The mean time below or at which `share` of all calls lie, each call taken to last its mean."""
    means = sorted((total / calls, calls) for calls, total in counts.values() if calls > 0)
    wanted = share * sum(calls for _, calls in means)
    reached = 0.0
    for mean, calls in means:
        reached += calls
        if reached >= wanted:
            return mean
    return None


def _added(before: Counts, now: Counts) -> Counts:
    """What happened between two looks; nothing where a counter went back."""
    added: dict[int, tuple[float, float]] = {}
    for id, (calls, total) in now.items():
        calls_before, total_before = before.get(id, (0.0, 0.0))
        if calls < calls_before:
            return {}
        if calls > calls_before:
            added[id] = (calls - calls_before, max(0.0, total - total_before))
    return added
