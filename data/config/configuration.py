"""The configuration as one frozen record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from data.config.base import SourceSettings
from data.config.console import ConsoleSettings


@dataclass(frozen=True, slots=True)
class ConfiguredSource:
    """One source: its kind and its settings."""

    kind: str
    settings: SourceSettings


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file says; `file` is where it is, or would be, and `found` whether it is there."""

    file: Path
    found: bool = False
    console: ConsoleSettings = field(default_factory=ConsoleSettings)
    sources: tuple[ConfiguredSource, ...] = ()
    procedures: tuple[Path, ...] = ()
    policies: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
