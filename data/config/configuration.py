"""The configuration as one frozen record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType

from data.config.base import SourceSettings
from data.config.channel import ChannelSettings
from data.config.console import ConsoleSettings
from data.config.contact import Contact, Vendor
from data.config.maintenance import MaintenanceSettings


@dataclass(frozen=True, slots=True)
class ConfiguredSource:
    """One source: its kind and its settings."""

    kind: str
    settings: SourceSettings


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file says; `file` is where it is, or would be, and `found` whether it is there.

    Sources stand in the order of the file's kinds; `procedures` and `policies` are the team's
    own files; `warnings` are lines for a person, none of which hinders.
    """

    file: Path
    found: bool = False
    console: ConsoleSettings = field(default_factory=ConsoleSettings)
    sources: tuple[ConfiguredSource, ...] = ()
    channels: Mapping[str, ChannelSettings] = field(default_factory=lambda: MappingProxyType({}))
    contacts: tuple[Contact, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    maintenance: tuple[MaintenanceSettings, ...] = ()
    procedures: tuple[Path, ...] = ()
    policies: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()

    def named(self, globs: Sequence[str]) -> tuple[ConfiguredSource, ...]:
        """The sources whose name one of the patterns fits; all of them where there is no pattern."""
        return tuple(
            source
            for source in self.sources
            if not globs or any(fnmatchcase(source.settings.name, glob) for glob in globs)
        )
