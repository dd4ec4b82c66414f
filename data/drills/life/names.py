"""Gathers the names that must not get out: from the configuration, from snapshots and from entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from data.config.configuration import Configuration
from data.drills.life.neutral import Names
from data.models.alert import Alert
from data.models.entry import Entry
from data.models.runbook_run import RunbookRun
from data.models.snapshot import Snapshot

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.IGNORECASE)
_AT = re.compile(r"[^@\s]+@[^@\s]+")
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?")
_PEOPLE = frozenset(
    {"who", "owner", "to", "by", "responder", "commander", "reports_to", "person", "assignee"}
)
_PLACES = frozenset({"host", "target", "cwd", "machine"})
_SHORT, _LONG = 3, 120
_WAYS = frozenset({"every", "timeout", "kind", "method", "region", "schema", "zone", "unit", "name_env"})


def names_of(
    configuration: Configuration,
    snapshots: Iterable[Snapshot],
    entries: Iterable[Entry],
    runs: Iterable[RunbookRun] = (),
    *,
    who: str = "",
    where: str = "",
) -> Names:
    """Every name that is known; `who` and `where` are this console's own."""
    told = list(entries)
    services = [each.settings.name for each in configuration.sources]
    services += [state.name for snapshot in snapshots for state in snapshot.sources]
    services += [
        value for entry in told for key, value in _pairs(entry.fields) if key in ("source", "services")
    ]
    services += [vendor.name for vendor in configuration.vendors]
    persons = [who, *(contact.name for contact in configuration.contacts), *(entry.by for entry in told)]
    persons += [value for entry in told for key, value in _pairs(entry.fields) if key in _PEOPLE]
    persons += [person for run in runs for person in run.people]
    hosts = [where, *(entry.host for entry in told)]
    hosts += [value for entry in told for key, value in _pairs(entry.fields) if key in _PLACES]
    others: list[str] = []
    for value in (*_configured(configuration), *_recorded(snapshots)):
        found = list(_places(value))
        hosts += found
        if not found and not _AT.search(value):
            others.append(value)
        persons += _AT.findall(value) if not found else []
    return Names(_each(services), _each(hosts), _each(persons), _each(others))


def _configured(configuration: Configuration) -> Iterator[str]:
    yield configuration.console.environment
    for each in configuration.sources:
        yield from (value for key, value in _pairs(each.settings.model_dump(mode="json")) if key not in _WAYS)
    for channel in configuration.channels.values():
        yield from (value for key, value in _pairs(channel.model_dump(mode="json")) if key not in _WAYS)
    for person in (*configuration.contacts, *configuration.vendors):
        yield from (value for key, value in _pairs(person.model_dump(mode="json")) if key not in _WAYS)


def _recorded(snapshots: Iterable[Snapshot]) -> Iterator[str]:
    for snapshot in snapshots:
        for state in snapshot.sources:
            yield from (state.query, state.group)
            yield from (value for reading in state.readings for _, value in reading.observation.labels)
            for item in state.items:
                yield from (item.url, item.group)
                if isinstance(item, Alert):
                    yield from (value for _, value in item.labels)


def _pairs(value: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - TOML nests
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _pairs(each, str(inner))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _pairs(each, key)


def _places(value: str) -> Iterator[str]:
    """The hosts that are named in a value."""
    for address in _ADDRESS.findall(value):
        try:
            host = urlsplit(address).hostname
        except ValueError:
            host = None
        if host:
            yield host
    if _DOTTED.fullmatch(value) and not re.fullmatch(r"[\d.]{1,6}", value):
        yield value.rpartition(":")[0] if re.search(r":\d+$", value) else value


def _each(names: Iterable[str]) -> tuple[str, ...]:
    plain = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(name for name in plain if _SHORT <= len(name) <= _LONG and not name.isdigit()))
