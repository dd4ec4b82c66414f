"""The rows as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from tests.bench.row import Row

_HEADINGS = ("measured", "found", "spread", "budget", "")


def as_text(rows: Sequence[Row]) -> str:
    """Aligned columns; a figure without a promise has no budget."""
    lines = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, 4) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def as_json(rows: Sequence[Row]) -> str:
    """Every field of every row."""
    return json.dumps({"schema": 1, "rows": [asdict(row) for row in rows]}, indent=2, ensure_ascii=False)


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "" if row.budget is None else "ok" if row.ok else "OVER"
    budget = "" if row.budget is None else f"≤ {_number(row.budget)} {row.unit}"
    found, spread = f"{_number(row.ratio_or_value)} {row.unit}", f"± {_number(row.spread)}"
    return row.name, found, spread, budget, verdict


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
