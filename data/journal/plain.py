"""From what callers hold to what TOML knows: fresh copies of exactly its types, without secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from data.errors import BadDataError
from data.journal.evidence import evidence_table
from data.journal.moments import fixed
from data.journal.redaction import names_secret, redacted, redacted_text
from data.models.evidence import Evidence

_LARGEST = 2**63
_DEEPEST = 16
_SHORT = 100


def plain_table(mapping: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The mapping with plain values; what is None is left out. Raises BadDataError."""
    if depth > _DEEPEST:
        raise BadDataError("the values of an entry are nested too deep")
    table: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise BadDataError(f"a key of an entry must be text, not {type(key).__name__}")
        if value is not None:
            name, secret = _key(key)
            made = plain(value, depth)
            table[name] = redacted(made) if secret else made
    return table


def plain_text(text: str) -> str:
    """The text without secrets, and with lone surrogates (which UTF-8 cannot carry) spelt out."""
    return _short_text(text) if len(text) <= _SHORT else _text(text)


def _text(text: str) -> str:
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return redacted_text(text)


# Most texts of an entry are names that come again and again.
_short_text = lru_cache(maxsize=4096)(_text)


@lru_cache(maxsize=1024)
def _key(key: str) -> tuple[str, bool]:
    """A key as it is written, and whether it says that its value is a secret."""
    return _text(key), names_secret(key)


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


_EXACT: dict[type, Callable[[Any, int], Any]] = {
    str: lambda text, _depth: _short_text(text) if len(text) <= _SHORT else _text(text),
    bool: lambda value, _depth: value,
    float: lambda value, _depth: value,
    int: _whole,
    datetime: lambda value, _depth: fixed(value),
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
