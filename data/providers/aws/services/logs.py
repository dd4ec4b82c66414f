"""CloudWatch's log groups, and whether each says for how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from data.models.item import Item
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import MOST_ITEMS, number, some, words
from data.providers.aws.service import Found, Moment

_MOST = 10_000
_SIGNAL = "aws.log_retention_pct"


def ask(calls: Calls, moment: Moment) -> Found:
    """Every log group of the region."""
    return found(calls.pages("logs", "describe_log_groups", "logGroups", limit=_MOST))


def found(groups: Iterable[Row]) -> Found:
    """The share that has a retention; those without one are listed, the largest first."""
    rows = list(groups)
    without = sorted(
        (row for row in rows if not number(row, "retentionInDays")),
        key=lambda row: -(number(row, "storedBytes") or 0.0),
    )
    if not rows:
        return Found((Observation(_SIGNAL, None, "%", detail="there is no log group"),))
    share = 100.0 * (len(rows) - len(without)) / len(rows)
    names = some(words(row, "logGroupName", 100) for row in without)
    least = "at least " if len(rows) >= _MOST else ""
    told = (
        f"{len(without)} of {least}{len(rows)} without: {names}"
        if without
        else f"all {least}{len(rows)} log groups"
    )
    return Found(
        (Observation(_SIGNAL, share, "%", detail=told),),
        tuple(_item(row) for row in without[:MOST_ITEMS]),
    )


def _item(row: Row) -> Item:
    made = number(row, "creationTime")
    return Item(
        "retention",
        words(row, "logGroupName", 200),
        words(row, "logGroupName", 200),
        Verdict.WARN,
        state="kept for ever",
        at=datetime.fromtimestamp(made / 1000, UTC) if made else None,
        group="logs",
        amount=number(row, "storedBytes"),
        unit="bytes",
    )
