"""Writing values as TOML 1.0, each on a single line and safe to `cat`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(
    '[\x00-\x1f"\\\\\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e'
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml_string(text: str) -> str:
    """A basic string; all that a terminal could obey or hide is escaped, nothing is lost."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def toml_key(key: str) -> str:
    """A key, bare where it can be."""
    return key if _BARE_KEY.fullmatch(key) else toml_string(key)


def toml_value(value: Any) -> str:  # noqa: ANN401 - values are TOML's
    """Any plain value on one line."""
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds" if value.microsecond % 1000 else "milliseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return toml_inline(value)
    return "[" + ", ".join([toml_value(item) for item in value]) + "]"


def toml_inline(table: Mapping[str, Any]) -> str:
    """An inline table."""
    if not table:
        return "{}"
    return "{ " + ", ".join([f"{toml_key(key)} = {toml_value(value)}" for key, value in table.items()]) + " }"


def toml_line(key: str, value: Any) -> str:  # noqa: ANN401 - values are TOML's
    """``key = value`` with its line end; an array of tables has one table a line."""
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        tables = "".join([f"    {toml_inline(item)},\n" for item in value])
        return f"{toml_key(key)} = [\n{tables}]\n"
    return f"{toml_key(key)} = {toml_value(value)}\n"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    short = _SHORT.get(character)
    if short is not None:
        return short
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
