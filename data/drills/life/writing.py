"""Tables as the text of a scenario's file: short tables in one line, as people write them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

_WIDE = 100
Table = Mapping[str, Any]


def toml_text(head: Sequence[str], table: Table) -> str:
    """The whole file: `head` as comments, plain keys, then the tables of each kind."""
    lines = [f"# {line}" if line else "#" for line in head]
    lines += [f"{key} = {_value(value)}" for key, value in table.items() if not _tables(value)]
    for key, value in table.items():
        for each in value if _tables(value) else ():
            lines += ["", f"[[{key}]]", *(f"{name} = {_value(inner)}" for name, inner in each.items())]
    return "\n".join(lines) + "\n"


def span(seconds: float) -> str:
    """A duration as people write it, in whole seconds and no shorter than nothing: ``"4m30s"``."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return (f"{minutes}m" if minutes else "") + (f"{rest}s" if rest or not minutes else "")


def _tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _value(value: Any) -> str:  # noqa: ANN401 - what TOML can hold
    match value:
        case bool():
            return str(value).lower()
        case str() if "\n" in value:
            return '"""\n' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "") + '"""'
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case float() if math.isfinite(value) and value == int(value) and abs(value) < 2**53:
            return str(int(value))
        case float():
            return repr(value)
        case dict():
            return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
        case list():
            inner = [_value(each) for each in value]
            flat = f"[{', '.join(inner)}]"
            if len(flat) <= _WIDE or not inner:
                return flat
            return "[\n" + "".join(f"    {each},\n" for each in inner) + "]"
    return str(value)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key)
