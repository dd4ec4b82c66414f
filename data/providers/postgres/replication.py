"""How far a standby, or the worst of the replicas, is behind."""

from __future__ import annotations

from collections.abc import Sequence

from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.postgres.question import Row
from data.providers.postgres.replica import Replica
from data.providers.postgres.rights import no_rights
from data.safe import safe
from data.timekeeping import Timekeeper

SIGNAL = "db.replication_lag_s"
_REMEMBER_S = 86400.0


class Followers:
    """The replicas of a primary, and those of the last day that are no longer there."""

    def __init__(self, time: Timekeeper) -> None:
        self._time = time
        self._replicas: dict[str, Replica] = {}

    def read(self, rows: Sequence[Row]) -> tuple[Observation, ...]:
        """The replica that is furthest behind; nothing at all where there never was one."""
        here = {safe(row["name"], 60): row for row in rows if row["kind"] == "replica"}
        if here and all(row["state"] is None for row in here.values()):
            return (no_rights(SIGNAL, "s", "the replicas' lag", None),)
        lags = self._lags(here)
        warnings = [*self._gone(here), *_unread(rows)]
        if not here:
            return (Observation(SIGNAL, None, "s", detail=safe("; ".join(warnings))),) if warnings else ()
        worst = max(lags, key=lambda name: (lags[name] is None, lags[name] or 0.0))
        words = f"worst of {len(here)}: {worst}, {safe(here[worst]['state'], 20)}"
        detail = safe("; ".join([words, *warnings]))
        judged = Verdict.WARN if warnings else None
        return (Observation(SIGNAL, lags[worst], "s", judged=judged, detail=detail),)

    def _lags(self, here: dict[str, Row]) -> dict[str, float | None]:
        elapsed = self._time.elapsed()
        return {
            name: self._replicas.setdefault(name, Replica()).lag(row, elapsed) for name, row in here.items()
        }

    def _gone(self, here: dict[str, Row]) -> list[str]:
        recent = self._time.elapsed() - _REMEMBER_S
        self._replicas = {name: each for name, each in self._replicas.items() if each.seen > recent}
        return [f"the replica {name} is gone" for name in sorted(self._replicas.keys() - here.keys())]


def standby_lag(row: Row) -> tuple[Observation, ...]:
    """A standby's own delay; nothing on a primary."""
    if not row["standby"]:
        return ()
    lag = row["replay_lag_s"]
    value = None if lag is None else max(float(lag), 0.0)
    if not row["receiving"]:
        words = "this standby is not connected to its primary"
        return (Observation(SIGNAL, value, "s", judged=Verdict.WARN, detail=words),)
    words = "this standby's replay" if lag is not None else "this standby has not replayed anything yet"
    return (Observation(SIGNAL, value, "s", detail=words),)


def _unread(rows: Sequence[Row]) -> list[str]:
    slots = [safe(row["name"], 60) for row in rows if row["kind"] == "unread slot"]
    return [f"nobody reads the slot {', '.join(slots)}"] if slots else []
