"""Times that some services send as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from data.providers.aws.parse import dig, when


def stamp(row: Mapping[str, Any], path: str) -> datetime | None:
    """A time of the answer, written after ISO 8601 or parsed already; None where it is neither."""
    return when(row, path) or parse_stamp(dig(row, path))


def parse_stamp(text: object) -> datetime | None:
    """A time written after ISO 8601; one without a zone is UTC."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
