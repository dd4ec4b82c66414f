"""The lines of configuration that would bring an item to life."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable
from typing import Any

import tomli_w

from data.catalogue import catalogue
from data.models.checklist import Check, Item, SignalCheck


def lines_for(item: Item, feeds: Collection[str], sources: Collection[str]) -> str:
    """TOML for what the item looks at and nothing brings; empty where nothing is missing.

    `feeds` are the signals that configured sources may bring, `sources` their names.
    """
    missing = [check for check in item.checks if not _there(check, feeds, sources)]
    return "\n".join(dict.fromkeys(text for check in missing if (text := _lines(check, item))))


def merged(texts: Iterable[str]) -> str:
    """Several such texts as one, each source once, with everything that is asked of it."""
    sources: dict[str, dict[str, dict[str, Any]]] = {}
    for text in texts:
        for kind, tables in tomllib.loads(text).items():
            for table in tables:
                _merge(table, sources.setdefault(kind, {}).setdefault(table["name"], {}))
    written = [_written(kind, table) for kind, tables in sources.items() for table in tables.values()]
    return "\n".join(written)


def _merge(table: dict[str, Any], known: dict[str, Any]) -> None:
    for key, value in table.items():
        if isinstance(value, list) and key != "argv":
            known[key] = [*known.get(key, []), *(each for each in value if each not in known.get(key, []))]
        else:
            known.setdefault(key, value)


def _written(header: str, table: dict[str, Any]) -> str:
    """A table as ``[[header]]``, the tables inside it after it."""
    inner = {key: value for key, value in table.items() if _is_tables(value)}
    own = {key: value for key, value in table.items() if key not in inner}
    parts = [f"[[{header}]]\n{tomli_w.dumps(own)}"]
    parts += [_written(f"{header}.{key}", row) for key, rows in inner.items() for row in rows]
    return "".join(parts)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _there(check: Check, feeds: Collection[str], sources: Collection[str]) -> bool:
    return check.signal in feeds if isinstance(check, SignalCheck) else check.source in sources


def _lines(check: Check, item: Item) -> str:
    if isinstance(check, SignalCheck):
        known = catalogue().get(check.signal)
        return known.configure if known else ""
    argv = ", ".join(json.dumps(argument) for argument in item.command) or '"…"'
    return f"[[command]]\nname = {json.dumps(check.source)}\nargv = [{argv}]\n"
