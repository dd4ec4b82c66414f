"""How baselines are printed, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from console.cli.columns import aligned
from console.learning import Learned
from data.baselines.book import Baselines
from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.models.series import Key
from data.models.usual import Usual
from data.quantity import format_value
from data.safe import safe

_ALL = "ops-console baseline show tells all"
_NOTHING = "No baselines yet: ops-console baseline update learns them, and the console does by the hour."
_NOBODY = "No source here remembers its past; the console learns from what it sees, by the hour."


@dataclass(frozen=True, slots=True)
class Row:
    """One series, with what is usual for it at this hour where enough is known."""

    key: Key
    unit: str
    samples: int
    usual: Usual | None


def learned_lines(learned: Learned) -> list[str]:
    """A line a source, then where it is kept."""
    lines = [f"{each.name}: {each.error or f'{each.series} series'}" for each in learned.sources] or [_NOBODY]
    kept = f"{learned.kept} series are kept in {learned.file}" if learned.kept else "nothing is kept yet"
    return [*lines, learned.problem or kept]


def learned_json(learned: Learned) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": 1,
        "at": learned.at.isoformat(),
        "file": str(learned.file),
        "series": learned.kept,
        "error": learned.problem or None,
        "sources": [
            {"name": each.name, "series": each.series, "error": each.error or None}
            for each in learned.sources
        ],
    }


def usual_rows(book: Baselines, now: datetime, signal: str | None) -> list[Row]:
    """The series of a signal, or all. Raises UsageError where nothing is known of the signal."""
    rows = [
        Row(key, unit, len(book.samples(key)), book.usual(key, now))
        for key, unit in book.units.items()
        if signal in (None, key[1])
    ]
    if signal is not None and not rows:
        names = sorted({key[1] for key in book.units})
        raise UsageError(f'no baseline of "{safe(signal)}"', did_you_mean(signal, names) or _ALL)
    return rows


def usual_lines(rows: Sequence[Row]) -> list[str]:
    """A table with the band that is expected now."""
    if not rows:
        return [_NOTHING]
    cells = [("SIGNAL", "SOURCE", "USUALLY", "NOW IS", "HOURS")]
    for row in rows:
        source, signal, labels = row.key
        name = " ".join([signal, *(f"{label}={value}" for label, value in labels)])
        if row.usual is None:
            cells.append((name, source, "too little is known of this hour", "", str(row.samples)))
        else:
            low, high = (format_value(edge, row.unit) for edge in (row.usual.low, row.usual.high))
            cells.append((name, source, f"{low} to {high}", row.usual.when, str(row.samples)))
    return aligned(cells)


def usual_json(book: Baselines, rows: Sequence[Row]) -> dict[str, Any]:
    """The same for programs."""
    learned = book.learned
    return {
        "schema": 1,
        "learned_at": None if learned is None else datetime.fromtimestamp(learned, UTC).isoformat(),
        "series": [_row_json(row) for row in rows],
    }


def _row_json(row: Row) -> dict[str, Any]:
    usual = row.usual
    band = usual and {
        "low": usual.low,
        "middle": usual.middle,
        "high": usual.high,
        "samples": usual.samples,
        "when": usual.when,
    }
    source, signal, labels = row.key
    return {
        "source": source,
        "signal": signal,
        "labels": dict(labels),
        "unit": row.unit,
        "hours": row.samples,
        "usual": band,
    }
