"""What a configuration names, read before it is checked: enough for a first picture, and quick."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.config.document import read_document
from data.safe import safe

OWN_TABLES = ("console", "channel", "contact", "vendor", "maintenance", "procedure", "policy")
"""The tables that are no sources."""


@dataclass(frozen=True, slots=True)
class NamedSource:
    """One source, as far as its name tells."""

    name: str
    kind: str
    group: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The names in a configuration; whatever is odd about them is for the loader to say."""

    environment: str = ""
    theme: str = ""
    timezone: str = ""
    read_only: bool = False
    sources: tuple[NamedSource, ...] = ()


def read_outline(file: Path) -> Outline | None:
    """The outline of a file, None where there is none. Raises ConfigError where it is no TOML."""
    document = read_document(file)
    if document is None:
        return None
    content = document.content
    console = content.get("console")
    console = console if isinstance(console, dict) else {}
    return Outline(
        environment=_text(console, "environment"),
        theme=_text(console, "theme"),
        timezone=_text(console, "timezone"),
        read_only=console.get("read_only") is True,
        sources=tuple(
            NamedSource(name, kind, _text(table, "group") or kind, table.get("critical") is not False)
            for kind, tables in content.items()
            if kind not in OWN_TABLES and isinstance(tables, list)
            for table in tables
            if isinstance(table, dict) and (name := _text(table, "name"))
        ),
    )


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return safe(value, 80) if isinstance(value, str) else ""
