"""The snapshots of RDS: how old each database's newest is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from data.models.item import Item
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import MOST_SERIES, gravest, when, words
from data.providers.aws.service import Found, Moment

_SIGNAL = "aws.rds_snapshot_age_h"
_MOST = 5000
_HOUR_S = 3600.0
_OLD_H = 26.0
"""A night's snapshot, and two hours of grace."""


def ask(calls: Calls, moment: Moment) -> Found:
    """Databases and clusters; a database within a cluster has its snapshots there."""
    databases = calls.pages("rds", "describe_db_instances", "DBInstances", limit=_MOST)
    clusters = calls.pages("rds", "describe_db_clusters", "DBClusters", limit=_MOST)
    newest = _newest(
        calls.pages("rds", "describe_db_snapshots", "DBSnapshots", limit=_MOST), "DBInstanceIdentifier"
    )
    if clusters:
        rows = calls.pages("rds", "describe_db_cluster_snapshots", "DBClusterSnapshots", limit=_MOST)
        newest |= _newest(rows, "DBClusterIdentifier")
    alone = (row for row in databases if not words(row, "DBClusterIdentifier"))
    names = [words(row, "DBInstanceIdentifier", 80) for row in alone]
    names += [words(row, "DBClusterIdentifier", 80) for row in clusters]
    return found(names, newest, moment.now)


def found(names: Iterable[str], newest: Mapping[str, datetime], now: datetime) -> Found:
    """One age a database; one without any snapshot has none, which is worse than an old one."""
    ages = {
        name: (now - newest[name]).total_seconds() / _HOUR_S if name in newest else None for name in names
    }
    if not ages:
        return Found((Observation(_SIGNAL, None, "h", detail="there is no RDS database"),))
    ranked = sorted(ages.items(), key=lambda pair: -(pair[1] if pair[1] is not None else float("inf")))
    seen = tuple(
        Observation(
            _SIGNAL,
            None if age is None else max(0.0, age),
            "h",
            (("database", name),),
            judged=Verdict.FAIL if age is None else None,
            detail="no snapshot at all" if age is None else "",
        )
        for name, age in ranked[:MOST_SERIES]
    )
    return Found(seen, gravest(_item(name, age, newest.get(name)) for name, age in ranked))


def _newest(rows: Iterable[Row], owner: str) -> dict[str, datetime]:
    newest: dict[str, datetime] = {}
    for row in rows:
        at, name = when(row, "SnapshotCreateTime"), words(row, owner, 80)
        if at is not None and (name not in newest or at > newest[name]):
            newest[name] = at
    return newest


def _item(name: str, age: float | None, at: datetime | None) -> Item:
    verdict = Verdict.FAIL if age is None else Verdict.WARN if age > _OLD_H else Verdict.PASS
    state = "no snapshot at all" if age is None else "old" if age > _OLD_H else "fresh"
    return Item("backup", f"rds:{name}", f"RDS {name}", verdict, state=state, at=at, group="RDS snapshots")
