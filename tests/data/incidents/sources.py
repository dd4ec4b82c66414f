"""Snapshots of a database and its neighbours at so many seconds after an incident began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from data.assess import after
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.policy import Policy
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.policies.book import load_policies
from tests.data.incidents.scene import THREE

ELAPSED = 1000.0
MANUAL: Policy = load_policies().get("manual")


def gauge(name: str, value: float | None, seconds: float = 0.0, items: Sequence[Item] = ()) -> SourceState:
    """A database with so many percent of its connections in use; it cannot be asked where that is None."""
    empty = SourceState(
        name,
        "postgres",
        "db",
        15.0,
        True,
        Phase.LOADING,
        Verdict.NO_DATA,
        None,
        feeds=frozenset({"db.connections_pct", "alerts.firing"}),
    )
    at, elapsed = THREE + timedelta(seconds=seconds), ELAPSED + seconds
    if value is None:
        failure = Failure(FailureKind.CONNECT, "connection refused")
        return after(empty, Round(name, at, elapsed, 3.0, failure=failure), MANUAL)
    seen = Observation("db.connections_pct", value, "%")
    answer = Answer((seen,), "select 1", digest="sha256:9f", items=tuple(items))
    return after(empty, Round(name, at, elapsed, 3.0, answer), MANUAL)


def seen_at(seconds: float, *sources: SourceState) -> Snapshot:
    """Everything, so many seconds after the beginning."""
    return Snapshot(THREE + timedelta(seconds=seconds), ELAPSED + seconds, int(seconds), "manual", sources)


def looked(seconds: float, **values: float | None) -> Snapshot:
    """Databases by name with what they say at that moment."""
    return seen_at(seconds, *(gauge(name, value, seconds) for name, value in values.items()))


def moment(seconds: float) -> datetime:
    """So many seconds after the beginning."""
    return THREE + timedelta(seconds=seconds)
