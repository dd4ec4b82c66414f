"""Reads the configuration, and finds everything that is wrong with it in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from data.config.base import Settings, SourceSettings
from data.config.channel import CHANNELS, ChannelSettings
from data.config.configuration import Configuration, ConfiguredSource
from data.config.console import ConsoleSettings
from data.config.contact import Contact, Vendor
from data.config.content import ContentPath
from data.config.control import control_characters
from data.config.document import Document, read_document
from data.config.explain import explain
from data.config.inline_secret import inline_secrets
from data.config.maintenance import MaintenanceSettings, covering_nothing
from data.config.nearest import did_you_mean
from data.config.outline import OWN_TABLES
from data.config.problem import InvalidConfig, Place, Problem, key_of
from data.errors import ConfigError

Model = TypeVar("Model", bound=Settings)
Kinds = Mapping[str, type[SourceSettings]]


def load(file: Path, kinds: Kinds, *, required: bool = False) -> Configuration:
    """The configuration in `file`; the defaults where there is none, unless it is `required`.

    Raises ConfigError (InvalidConfig with every problem, where there are several).
    """
    document = read_document(file)
    if document is not None:
        return _Reading(document, kinds).configuration()
    if required:
        raise ConfigError("no such file", file=file, remedy=f"ops-console config init --config {file}")
    return Configuration(file)


class _Reading:
    """One pass over a document, gathering problems as it goes."""

    def __init__(self, document: Document, kinds: Kinds) -> None:
        self._document = document
        self._content = document.content
        self._kinds = kinds
        self._problems: dict[Place, Problem] = {}

    def configuration(self) -> Configuration:
        self._refuse_unsafe()
        self._refuse_unknown_tables()
        sources = tuple(
            ConfiguredSource(kind, _in_group(settings, kind))
            for kind in self._content
            if kind in self._kinds
            for settings in self._many(kind, self._kinds[kind])
        )
        maintenance = tuple(self._many("maintenance", MaintenanceSettings))
        result = Configuration(
            self._document.file,
            found=True,
            console=self._one(("console",), ConsoleSettings) or ConsoleSettings(),
            sources=sources,
            channels=MappingProxyType(self._channels()),
            contacts=tuple(self._many("contact", Contact)),
            vendors=tuple(self._many("vendor", Vendor)),
            maintenance=maintenance,
            procedures=tuple(content.path for content in self._many("procedure", ContentPath)),
            policies=tuple(content.path for content in self._many("policy", ContentPath)),
            warnings=(
                *self._document.warnings,
                *covering_nothing(maintenance, [source.settings for source in sources]),
            ),
        )
        self._refuse_twice(*(kind for kind in self._content if kind in self._kinds))
        self._refuse_twice("contact")
        self._refuse_twice("vendor")
        self._refuse_twice("maintenance")
        if self._problems:
            in_order = sorted(self._problems.values(), key=lambda problem: problem.line)
            raise InvalidConfig(self._document.file, in_order)
        return result

    def _add(self, place: Place, message: str, remedy: str = "") -> None:
        """The first thing said about a place stands."""
        line = self._document.lines.find(place)
        self._problems.setdefault(place, Problem(key_of(place, self._content), message, remedy, line))

    def _refuse_unsafe(self) -> None:
        for place, reason, remedy in inline_secrets(self._content):
            self._add(place, reason, remedy)
        for place in control_characters(self._content):
            self._add(place, "holds a control character", "take it out")

    def _refuse_unknown_tables(self) -> None:
        known = {*OWN_TABLES, *self._kinds}
        for name in self._content:
            if name not in known:
                self._add((name,), "unknown table", did_you_mean(name, known))

    def _channels(self) -> dict[str, ChannelSettings]:
        tables = self._table(("channel",), self._content.get("channel", {})) or {}
        channels = {}
        for name, table in tables.items():
            place = ("channel", name)
            if name not in CHANNELS:
                self._add(place, "unknown channel", did_you_mean(name, CHANNELS))
                continue
            settings = self._check(place, table, CHANNELS[name])
            if settings:
                channels[name] = settings
        return channels

    def _one(self, place: Place, model: type[Model]) -> Model | None:
        return self._check(place, self._content.get(str(place[0]), {}), model)

    def _many(self, name: str, model: type[Model]) -> Sequence[Model]:
        tables = self._content.get(name, [])
        if not isinstance(tables, list):
            self._add((name,), "there can be several of these", f"write [[{name}]]")
            return ()
        checked = [self._check((name, position), table, model) for position, table in enumerate(tables)]
        return [settings for settings in checked if settings is not None]

    def _check(self, place: Place, value: object, model: type[Model]) -> Model | None:
        table = self._table(place, value)
        if table is None:
            return None
        try:
            return model.model_validate(table, context={"folder": self._document.file.parent})
        except ValidationError as error:
            for inner, message, remedy in explain(error, model):
                self._add((*place, *inner), message, remedy)
            return None

    def _table(self, place: Place, value: object) -> dict[str, Any] | None:
        if isinstance(value, dict):
            return value
        header = ".".join(str(step) for step in place if isinstance(step, str))
        self._add(place, "must be a table", f"write [{header}]")
        return None

    def _refuse_twice(self, *tables: str) -> None:
        named = [
            ((table, position, "name"), row["name"])
            for table in tables
            if isinstance(self._content.get(table), list)
            for position, row in enumerate(self._content[table])
            if isinstance(row, dict) and isinstance(row.get("name"), str)
        ]
        seen: Counter[str] = Counter()
        for place, name in named:
            seen[name] += 1
            if seen[name] == 2:
                self._add(place, "this name is taken already", "every name stands for one thing")


def _in_group(settings: SourceSettings, kind: str) -> SourceSettings:
    return settings if settings.group else settings.model_copy(update={"group": kind})
