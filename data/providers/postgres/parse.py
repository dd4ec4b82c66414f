"""What the rows of the shipped questions mean; no connection needed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.postgres.question import Row
from data.providers.postgres.replication import standby_lag
from data.providers.postgres.rights import no_rights
from data.providers.postgres.window import Ratio, Window
from data.safe import safe

OVERVIEW = (
    ("db.up", "bool"),
    ("db.connections_used", "count"),
    ("db.connections_max", "count"),
    ("db.connections_pct", "%"),
    ("db.oldest_transaction_s", "s"),
    ("db.locks_waiting", "count"),
    ("db.cache_hit_pct", "%"),
)
_NORMALISED = re.compile(r"\(*(select|insert|update|delete|merge|with|values|table)\b", re.IGNORECASE)


def parse_overview(rows: Sequence[Row], cache: Window) -> tuple[Observation, ...]:
    """Connections, transactions, locks and cache; on a standby also how far it is behind.

    Connections are the clients of all databases, this console among them, held against
    max_connections whole.
    """
    row = rows[0]
    used, most, reserved = row["connections_used"], row["connections_max"], row["connections_reserved"]
    words = f"{used} of {most} ({reserved} of them kept for administrators)"
    if not row["sees_all"]:
        words += "; counted without pg_monitor, parallel workers included"
    return (
        Observation(
            "db.up", 1.0, "bool", judged=Verdict.PASS, detail="standby" if row["standby"] else "primary"
        ),
        Observation("db.connections_used", float(used), "count", detail=words),
        Observation("db.connections_max", float(most), "count"),
        Observation("db.connections_pct", 100.0 * used / most, "%", detail=words),
        _oldest_transaction(row),
        Observation(
            "db.locks_waiting", float(row["locks_waiting"]), "count", detail="sessions that wait for a lock"
        ),
        _cache_hit(cache.ratio(row["blocks_hit"], row["blocks_asked"])),
        *standby_lag(row),
    )


def parse_size(rows: Sequence[Row]) -> tuple[Observation, ...]:
    """The size of this one database on disk."""
    return (Observation("db.size_bytes", float(rows[0]["size_bytes"]), "bytes"),)


def parse_statements(rows: Sequence[Row], window: Window) -> tuple[Observation, ...]:
    """The mean execution time over all statements."""
    ratio = window.ratio(float(rows[0]["total_ms"]), float(rows[0]["calls"]))
    words = (
        "no statement has been counted yet" if ratio.value is None else f"over all statements {_since(ratio)}"
    )
    return (Observation("db.query_mean_ms", ratio.value, "ms", detail=words),)


def parse_slow(rows: Sequence[Row], limit_ms: float) -> tuple[Observation, ...]:
    """How many statements are slow on average, and the worst of them in words."""
    if not rows:
        words = f"no statement takes longer than {limit_ms:g} ms on average"
        return (Observation("db.slow_statements", 0.0, "count", detail=words),)
    worst = (f"{row['mean_ms']:.0f} ms × {row['calls']}: {_statement(row['query'])}" for row in rows)
    return (
        Observation(
            "db.slow_statements", float(rows[0]["statements"]), "count", detail=safe("; ".join(worst))
        ),
    )


def _oldest_transaction(row: Row) -> Observation:
    if not row["sees_all"]:
        return no_rights("db.oldest_transaction_s", "s", "others' transactions", row["role"])
    seconds = max(float(row["oldest_transaction_s"]), 0.0)
    words = "of clients and prepared transactions, this console's own left out" if seconds else "none is open"
    return Observation("db.oldest_transaction_s", seconds, "s", detail=words)


def _cache_hit(ratio: Ratio) -> Observation:
    if ratio.value is None:
        return Observation("db.cache_hit_pct", None, "%", detail="nothing has been read yet")
    words = f"blocks found in memory {_since(ratio)}"
    return Observation("db.cache_hit_pct", 100.0 * ratio.value, "%", detail=words)


def _since(ratio: Ratio) -> str:
    return "since the last round" if ratio.recent else "since statistics began"


def _statement(text: object) -> str:
    words = " ".join(str(text).split())
    if _NORMALISED.match(words):
        return safe(words, 80)
    # Other statements are kept as they were typed, passwords included.
    return safe(" ".join(words.split(" ")[:2]), 40) + " …"
