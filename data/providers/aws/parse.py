"""From botocore's structures to safe words and numbers; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from data.models.item import Item
from data.models.verdict import Verdict
from data.safe import safe

MOST_ITEMS = 200
"""Things of one kind that are listed; how many there are is said in words."""
MOST_SERIES = 60
"""Series of one signal that are kept apart by labels: of all together the store remembers a thousand."""


def dig(row: object, path: str) -> Any:  # noqa: ANN401 - the answer's own shape, which nobody has checked
    """What lies under a dotted path; None where it ends early."""
    for name in path.split("."):
        if not isinstance(row, Mapping):
            return None
        row = row.get(name)
    return row


def words(row: Mapping[str, Any], path: str, limit: int = 200) -> str:
    """A text of the answer, safe to show; empty where there is none."""
    value = dig(row, path)
    return "" if value is None else safe(value, limit)


def rows_of(row: object, path: str) -> list[Mapping[str, Any]]:
    """The structures of a list in the answer; whatever else stands there is left out."""
    found = dig(row, path)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def texts_of(row: object, path: str) -> list[str]:
    """The texts of a list in the answer, as they came; whatever else stands there is left out."""
    found = dig(row, path)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def when(row: Mapping[str, Any], path: str) -> datetime | None:
    """A time of the answer; one without a zone is UTC."""
    value = dig(row, path)
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def number(row: Mapping[str, Any], path: str) -> float | None:
    """A number of the answer; AWS writes some of them as text."""
    value = dig(row, path)
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def gravest(items: Iterable[Item], most: int = MOST_ITEMS) -> tuple[Item, ...]:
    """The first `most` by verdict, worst first; of equals the newest, then by title."""
    ranked = sorted(
        items,
        key=lambda item: (gravity(item), -(item.at.timestamp() if item.at else 0.0), item.title),
    )
    return tuple(ranked[:most])


def gravity(item: Item) -> int:
    """Where a thing stands in a list, the gravest at 0."""
    return _LISTED.index(item.verdict)


def some(names: Iterable[str], most: int = 3) -> str:
    """The first names in words: ``a, b, c and 4 more``."""
    known = [name for name in names if name]
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return f"{', '.join(known[:most])}{more}"


_LISTED = (Verdict.FAIL, Verdict.ERROR, Verdict.WARN, Verdict.STALE, Verdict.NO_DATA, Verdict.PASS)
"""A thing of which nothing is known must not push one out that calls for somebody."""
