"""The two texts of a value: as TOML 1.0 on one line, and in canonical form; one walk gives both.

The TOML text is safe to `cat`: all that a terminal could obey or hide is escaped, nothing is lost.
The canonical form is what seals are made from. It is over values, so that a formatter which
reorders keys, changes quotes or spacing changes nothing in it. It is ASCII without any space:

- table: ``{"key":value,…}``, sorted by key; array: ``[a,b]``
- text (and every key): a JSON string with all beyond ASCII escaped
- whole number: its digits; number: the shortest text that reads back the same, with a ``.``,
  an ``e``, or one of ``inf``, ``-inf``, ``nan``; yes/no: ``true``, ``false``
- date and time with an offset: ``@`` and ISO 8601 in UTC with six decimals and ``Z``;
  without offset: ``@`` and ISO 8601 with six decimals; date, time of day: ``@`` and ISO 8601
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from data.safe import sign

Forms = tuple[str, str]
"""A value as TOML and in canonical form."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def forms(value: Any) -> Forms:  # noqa: ANN401 - values are TOML's
    """Both forms of a plain value. Raises ValueError for what TOML does not know."""
    try:
        return _WRITERS[type(value)](value)
    except KeyError:
        raise ValueError(f"{type(value).__name__} is not a value that TOML knows") from None


@lru_cache(maxsize=1024)
def key_forms(key: str) -> Forms:
    """A key, bare in TOML where it can be."""
    toml, canonical = _text(key)
    return (key if _BARE_KEY.fullmatch(key) else toml), canonical


def line_forms(value: Any) -> Forms:  # noqa: ANN401 - values are TOML's
    """As `forms`, but an array of tables has one table a line."""
    if type(value) is not list or {type(item) for item in value} != {dict}:
        return forms(value)
    pairs = [_table(item) for item in value]
    lines = "".join([f"    {toml},\n" for toml, _ in pairs])
    return f"[\n{lines}]", f"[{','.join([canonical for _, canonical in pairs])}]"


def _text(text: str) -> Forms:
    if text.isascii() and "\x7f" not in text:
        quoted = encode_basestring(text)  # JSON's escapes below U+0080 are TOML's as well
        return quoted, quoted
    return f'"{"".join([_escaped(character) for character in text])}"', encode_basestring_ascii(text)


def _table(table: Mapping[str, Any]) -> Forms:
    if not table:
        return "{}", "{}"
    lines, parts = [], []
    for key, value in table.items():
        toml_key, canonical_key = key_forms(key)
        toml, canonical = forms(value)
        lines.append(f"{toml_key} = {toml}")
        parts.append((key, f"{canonical_key}:{canonical}"))
    parts.sort()
    return f"{{ {', '.join(lines)} }}", f"{{{','.join([part for _, part in parts])}}}"


def _array(array: list[Any]) -> Forms:
    pairs = [forms(item) for item in array]
    tomls = ", ".join([toml for toml, _ in pairs])
    return f"[{tomls}]", f"[{','.join([canonical for _, canonical in pairs])}]"


def _same(text: str) -> Forms:
    return text, text


def _moment(value: datetime) -> Forms:
    if value.tzinfo is None:
        toml = value.isoformat(timespec="microseconds")
        return toml, "@" + toml
    finer = value.microsecond % 1000
    toml = value.isoformat(timespec="microseconds" if finer else "milliseconds")
    if value.tzinfo is UTC:  # as most are: it need not be told a second time
        return toml, f"@{toml[:-6]}{'' if finer else '000'}Z"
    return toml, f"@{value.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def _date(value: date) -> Forms:
    text = value.isoformat()
    return text, "@" + text


def _time(value: time) -> Forms:
    return value.isoformat(), "@" + value.isoformat("microseconds")


@lru_cache(maxsize=4096)
def _escaped(character: str) -> str:
    short = _SHORT.get(character)
    if short is not None:
        return short
    if sign(character) == character:
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


_WRITERS: dict[type, Callable[[Any], Forms]] = {
    str: _text,
    bool: lambda value: _same("true" if value else "false"),
    int: lambda value: _same(repr(value)),
    float: lambda value: _same(repr(value)),
    datetime: _moment,
    date: _date,
    time: _time,
    list: _array,
    dict: _table,
}
