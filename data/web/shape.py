"""Reading JSON that nobody vouches for: what has the wrong type is unknown, never zero."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe

_TITLE = 200


def mapping(document: object, whose: str) -> Mapping[str, Any]:
    """A JSON object. Raises SourceError where it is something else."""
    if not isinstance(document, dict):
        raise _not_of(whose)
    return document


def listing(document: object, whose: str, key: str = "") -> list[Mapping[str, Any]]:
    """A list of JSON objects, under `key` where one is given. Raises SourceError for anything else."""
    found = mapping(document, whose).get(key) if key else document
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _not_of(whose)
    return found


def inner(row: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    """The object at the end of a path of names; an empty one where there is none."""
    found: object = row
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def word(row: Mapping[str, Any], name: str, limit: int = _TITLE) -> str:
    """A text or a whole number as one safe line; empty where it is neither."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int) and value.bit_length() > 256:
        return ""
    return safe(value, limit)


def number(value: object) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def moment(value: object) -> datetime | None:
    """A time in ISO 8601, aware; one without a zone is read as UTC. None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value[:40])
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def moment_ms(value: object) -> datetime | None:
    """A time in milliseconds since 1970. None for anything else."""
    found = number(value)
    try:
        return None if found is None else datetime.fromtimestamp(found / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def link(row: Mapping[str, Any], name: str) -> str:
    """An address that a browser opens, safe to show; empty where it is none."""
    value = row.get(name)
    if not isinstance(value, str) or not value.startswith(("https://", "http://")) or len(value) > 2000:
        return ""
    return safe(value, 2000)


def _not_of(whose: str) -> SourceError:
    return SourceError(FailureKind.BAD_ANSWER, f"not an answer of {whose}", "check url")
