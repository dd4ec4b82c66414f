"""The canonical form of TOML values, and the seal made from it.

The form is over values, so that a formatter which reorders keys, changes quotes or spacing
leaves the seal good, and a changed value breaks it. It is one line a key, sorted by key,
``<key>=<value>``, joined by line feeds, in ASCII:

- text (and every key): a JSON string with all beyond ASCII escaped
- whole number: its digits; number: the shortest text that reads back the same, with a ``.``,
  an ``e``, or one of ``inf``, ``-inf``, ``nan``; yes/no: ``true``, ``false``
- date and time with an offset: ``@`` and ISO 8601 in UTC with six decimals and ``Z``;
  without offset: ``@`` and ISO 8601 with six decimals; date, time of day: ``@`` and ISO 8601
- array: ``[a,b]``; table: ``{"key":value,…}`` sorted by key
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

DEPTH_LIMIT = 24
"""How deep arrays and tables may be nested in an entry."""


def seal_of(values: Mapping[str, Any]) -> str:
    """The SHA-256, in hex, over all values but the seal itself. Raises ValueError."""
    return _digest(values, "seal")


def content_digest(values: Mapping[str, Any]) -> str:
    """As the seal, but without the place in the chain: the same for copies of one entry."""
    return _digest(values, "seal", "prev")


def canonical(value: Any, depth: int = 0) -> str:  # noqa: ANN401 - values are TOML's
    """The canonical text of one value. Raises ValueError for what TOML does not know."""
    if type(value) is str:
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return "@" + _moment(value)
    if isinstance(value, date):
        return "@" + value.isoformat()
    if isinstance(value, time):
        return "@" + value.isoformat("microseconds")
    if depth >= DEPTH_LIMIT:
        raise ValueError(f"nested deeper than {DEPTH_LIMIT} levels")
    if isinstance(value, list):
        return "[" + ",".join([canonical(item, depth + 1) for item in value]) + "]"
    if isinstance(value, Mapping):
        pairs = [f"{quoted(key)}:{canonical(value[key], depth + 1)}" for key in sorted(value)]
        return "{" + ",".join(pairs) + "}"
    raise ValueError(f"{type(value).__name__} is not a value that TOML knows")


def _digest(values: Mapping[str, Any], *left_out: str) -> str:
    lines = [f"{quoted(key)}={canonical(values[key])}" for key in sorted(values) if key not in left_out]
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        return value.isoformat(timespec="microseconds")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
