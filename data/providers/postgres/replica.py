"""One replica as its primary sees it from round to round."""

from __future__ import annotations

from data.providers.postgres.question import Row

_SILENCE_S = 30.0
"""Replicas answer at least every ten seconds, unless they are told otherwise."""


class Replica:
    """Knows since when something that was sent has not been replayed."""

    def __init__(self) -> None:
        self.seen = 0.0
        self._waiting: tuple[float, float] | None = None

    def lag(self, row: Row, elapsed: float) -> float | None:
        """Seconds behind, at least; None where that cannot be known yet.

        PostgreSQL's own measure is of the last replay that was confirmed and stands still with it;
        what counts beside it is how long a position that was once sent has been waited for.
        """
        self.seen = elapsed
        sent, replayed, measured, silent = (
            row[key] for key in ("sent", "replayed", "measured_s", "silent_s")
        )
        if sent is None or replayed is None:
            return None
        if self._waiting is not None and replayed >= self._waiting[1]:
            self._waiting = None
        if replayed >= sent:
            return silent if silent is not None and silent > _SILENCE_S else 0.0
        if self._waiting is None:
            self._waiting = (elapsed, sent)
        waited = elapsed - self._waiting[0]
        if measured is None and not waited:
            return None
        return max(waited, measured or 0.0, 0.0)
