"""Entries as they may be shown: what was read passes the boundary for text from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.models.entry import Entry
from data.models.journal import DayPage
from data.safe import LINE_LIMIT, safe, safe_block

_TEXT_LIMIT = 1_000_000


def shown(entry: Entry) -> Entry:
    """The entry with nothing in its texts that a terminal would obey; most are such from the beginning."""
    if _harmless(entry):
        return entry
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


def _harmless(entry: Entry) -> bool:
    words = "".join((entry.id, entry.by, entry.host, entry.kind, entry.prev, entry.seal, *entry.fields))
    plain = len(words) <= LINE_LIMIT and words.isascii() and words.isprintable()
    return plain and all(map(_plain, entry.fields.values()))


def _plain(value: Any) -> bool:  # noqa: ANN401 - values are TOML's
    """Whether `_shown` would leave it as it is."""
    if isinstance(value, str):
        return value.isascii() and value.isprintable()
    return not isinstance(value, Mapping | list)


def _shown(value: Any) -> Any:  # noqa: ANN401 - values are TOML's
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else safe_block(value, _TEXT_LIMIT)
    if isinstance(value, Mapping):
        return {safe(key): _shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value
