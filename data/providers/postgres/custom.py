"""What the rows of a team's own query mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from data.models.labels import Labels, labels_from
from data.models.reading import Observation
from data.providers.postgres.question import ROW_LIMIT, Row
from data.providers.postgres.settings import PostgresQuery
from data.safe import safe

Value = tuple[float | None, str, str]


def parse_query(rows: Sequence[Row], query: PostgresQuery) -> tuple[Observation, ...]:
    """One observation a row; what cannot be used is no data, with the reason in words."""
    if not rows:
        return (_none(query, "the query returned no row"),)
    column, problem = _value_column(rows[0], query)
    if problem:
        return (_none(query, problem),)
    if len(rows) > 1 and not query.labels:
        return (
            _none(query, f"{_count(rows)} rows where one was expected: name the telling columns in labels"),
        )
    found: dict[Labels, Observation] = {}
    for row in rows[:ROW_LIMIT]:
        labels = labels_from({name: _label(row[name]) for name in query.labels})
        if labels in found:
            found[labels] = _none(query, "several rows have these labels", labels)
            continue
        value, unit, words = number(row[column])
        found[labels] = Observation(query.signal, value, query.unit or unit, labels, detail=words)
    if len(rows) > ROW_LIMIT:
        return (*found.values(), _none(query, f"cut off: more than {ROW_LIMIT} rows"))
    return tuple(found.values())


def number(value: object) -> Value:
    """A value of the database as number, unit and words; None where it is no number."""
    if value is None:
        return None, "", "the query answered null"
    if isinstance(value, bool):
        return float(value), "bool", ""
    if isinstance(value, timedelta):
        return value.total_seconds(), "s", ""
    if isinstance(value, int | float | Decimal):
        return _finite(value)
    kind = {"str": "text"}.get(type(value).__name__, type(value).__name__)
    return None, "", f"not a number but {kind}: {safe(value, 60)}"


def _finite(value: int | float | Decimal) -> Value:
    try:
        converted = float(value)
    except (OverflowError, ValueError):
        return None, "", "a number too large to be used"
    if math.isfinite(converted):
        return converted, "", ""
    return None, "", f"not a finite number: {converted}"


def _value_column(row: Row, query: PostgresQuery) -> tuple[str, str]:
    missing = [name for name in query.labels if name not in row]
    if missing:
        return "", f"the query has no column {missing[0]}"
    others = [name for name in row if name not in query.labels]
    if "value" in others:
        return "value", ""
    if len(others) == 1:
        return others[0], ""
    return "", f"{len(others)} columns where one was expected: call the number value, the others are labels"


def _label(value: object) -> str:
    return "" if value is None else safe(value, 200)


def _count(rows: Sequence[Row]) -> str:
    return f"more than {ROW_LIMIT}" if len(rows) > ROW_LIMIT else str(len(rows))


def _none(query: PostgresQuery, words: str, labels: Labels = ()) -> Observation:
    return Observation(query.signal, None, query.unit, labels, detail=words)
