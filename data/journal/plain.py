"""From what callers hold to what TOML knows: fresh copies of exactly its types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import PurePath
from typing import Any

from data.errors import BadDataError
from data.journal.evidence import evidence_table
from data.models.evidence import Evidence

_LARGEST = 2**63
_DEEPEST = 16


def plain_table(mapping: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The mapping with plain values; what is None is left out. Raises BadDataError."""
    if depth > _DEEPEST:
        raise BadDataError("the values of an entry are nested too deep")
    table: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise BadDataError(f"a key of an entry must be text, not {type(key).__name__}")
        if value is not None:
            table[plain_text(key)] = plain(value, depth)
    return table


def plain_text(text: str) -> str:
    """The text, with lone surrogates (which UTF-8 cannot carry) spelt out."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - values are TOML's
    """One value as TOML knows it. Raises BadDataError."""
    exact = _EXACT.get(type(value))
    if exact is not None:
        return exact(value, depth)
    for kind, convert in _OTHERS:
        if isinstance(value, kind):
            return plain(convert(value), depth)
    raise BadDataError(f"an entry cannot hold a {type(value).__name__}")


def _list(items: list[Any], depth: int) -> list[Any]:
    if depth > _DEEPEST:
        raise BadDataError("the values of an entry are nested too deep")
    return [plain(item, depth + 1) for item in items if item is not None]


def _whole(number: int, _depth: int) -> int:
    if -_LARGEST <= number < _LARGEST:
        return number
    raise BadDataError("a whole number in an entry must fit in 64 bits")


def _moment(moment: datetime, _depth: int) -> datetime:
    """As RFC 3339 can write it: offsets are whole minutes."""
    offset = moment.utcoffset()
    return moment if offset is None or not offset % timedelta(minutes=1) else moment.astimezone(UTC)


_EXACT: dict[type, Callable[[Any, int], Any]] = {
    str: lambda value, _depth: plain_text(value),
    bool: lambda value, _depth: value,
    float: lambda value, _depth: value,
    int: _whole,
    datetime: _moment,
    date: lambda value, _depth: value,
    time: lambda value, _depth: value.replace(tzinfo=None),
    dict: lambda value, depth: plain_table(value, depth + 1),
    list: _list,
}
_OTHERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (Enum, lambda value: value.value),
    (str, lambda value: str(value)),
    (int, lambda value: int(value)),
    (float, lambda value: float(value)),
    (datetime, lambda value: datetime.combine(value.date(), value.timetz())),
    (Evidence, evidence_table),
    (Mapping, dict),
    ((tuple, list), list),
    (PurePath, str),
)
