"""Entries as they may be shown: what was read passes the boundary for text from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.models.entry import Entry
from data.models.journal import DayPage
from data.safe import safe, safe_block

_TEXT_LIMIT = 1_000_000


def shown(entry: Entry) -> Entry:
    """The entry with nothing in its texts that a terminal would obey."""
    return replace(
        entry,
        id=safe(entry.id),
        by=safe(entry.by),
        host=safe(entry.host),
        kind=safe(entry.kind),
        prev=safe(entry.prev),
        seal=safe(entry.seal),
        fields={safe(key): _shown(value) for key, value in entry.fields.items()},
    )


def shown_page(page: DayPage) -> DayPage:
    """The page with such entries."""
    return replace(page, entries=tuple(shown(entry) for entry in page.entries))


def _shown(value: Any) -> Any:  # noqa: ANN401 - values are TOML's
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else safe_block(value, _TEXT_LIMIT)
    if isinstance(value, Mapping):
        return {safe(key): _shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value
