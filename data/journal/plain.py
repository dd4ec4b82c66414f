"""From what callers hold to what TOML knows: plain values, without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import PurePath
from typing import Any

from data.errors import BadDataError
from data.journal.canonical import DEPTH_LIMIT
from data.journal.evidence import evidence_table
from data.journal.redaction import looks_secret, redacted, redacted_value
from data.models.evidence import Evidence

_LARGEST = 2**63


def plain_table(mapping: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The mapping with plain values; what is None is left out. Raises BadDataError."""
    table: dict[str, Any] = {}
    for key, value in mapping.items():
        if value is None:
            continue
        if not isinstance(key, str):
            raise BadDataError(f"a key of an entry must be text, not {type(key).__name__}")
        made = plain(value, depth)
        table[_text(key)] = redacted_value(made) if looks_secret(key) else made
    return table


def plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - values are TOML's
    """One value as TOML knows it, a fresh copy. Raises BadDataError."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return redacted(_text(value))
    if isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        if -_LARGEST <= value < _LARGEST:
            return int(value)
        raise BadDataError("a whole number in an entry must fit in 64 bits")
    if isinstance(value, date | time):
        return _moment(value)
    if depth >= DEPTH_LIMIT - 2:
        raise BadDataError("the values of an entry are nested too deep")
    if isinstance(value, Evidence):
        return plain_table(evidence_table(value), depth + 1)
    if isinstance(value, Mapping):
        return plain_table(value, depth + 1)
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, PurePath):
        return redacted(_text(str(value)))
    raise BadDataError(f"an entry cannot hold a {type(value).__name__}")


def _text(value: str) -> str:
    """The text, with lone surrogates (which UTF-8 cannot carry) spelt out."""
    if value.isascii():
        return str(value)
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _moment(value: date | time) -> date | time:
    """Times as RFC 3339 can write them: offsets are whole minutes, a time of day has none."""
    if isinstance(value, datetime):
        offset = value.utcoffset()
        return value if offset is None or not offset % timedelta(minutes=1) else value.astimezone(UTC)
    return value.replace(tzinfo=None) if isinstance(value, time) else value
