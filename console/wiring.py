"""The one place where the parts are put together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from zoneinfo import ZoneInfo

from console.cli.session import Session
from console.log_file import keep_log
from data.baselines.file import file_in
from data.baselines.keeper import Keeper
from data.config.configuration import Configuration
from data.config.places import state_dir
from data.config.secret import SecretReader
from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind
from data.models.maintenance import Maintenance
from data.models.policy import Policy
from data.models.reading import Answer
from data.models.snapshot import Snapshot
from data.poller import Poller
from data.provider import Provider, ProviderContext, Source
from data.recall.backfill import Recall
from data.sources import BY_NAME
from data.store import Store
from data.timekeeping import Timekeeper


@dataclass(frozen=True, slots=True)
class Watch:
    """The sources, what asks them, what they said, what they remember, and what is usual."""

    sources: tuple[Source, ...]
    poller: Poller
    store: Store
    recall: Recall
    baselines: Keeper


def watch(session: Session, only: Sequence[str] = ()) -> Watch:
    """Sources, poller and store of a session; `only` names sources by glob."""
    configuration = session.settings()
    state = state_dir(session.environ)
    keep_log(state, read_only=session.read_only)
    policy: Policy = session.policies().get(session.policy_id)
    context = ProviderContext(
        session.time, SecretReader(session.environ), session.read_only, cache=state / "cache"
    )
    sources = tuple(
        source
        for source in make_sources(configuration, context)
        if not only or any(fnmatchcase(source.name, glob) for glob in only)
    )
    zone = configuration.console.zone(session.environ)
    maintenance = tuple(window.record(zone) for window in configuration.maintenance)
    kept = file_in(state, configuration.console.environment)
    baselines = Keeper(zone, kept, keeping=not session.read_only)
    return assemble(sources, policy, session.time, maintenance, baselines)


def assemble(
    sources: tuple[Source, ...],
    policy: Policy,
    time: Timekeeper,
    maintenance: tuple[Maintenance, ...] = (),
    baselines: Keeper | None = None,
) -> Watch:
    """A store, a poller that records into it, and what fills in the past; baselines are learned anew."""
    store = Store(sources, policy, time, maintenance)
    poller, recall = Poller(sources, store.record, time), Recall(sources, store, time)
    return Watch(sources, poller, store, recall, baselines or Keeper(ZoneInfo("UTC")))


def make_sources(configuration: Configuration, context: ProviderContext) -> list[Source]:
    """A source for each configured one; what cannot even be made fails when it is asked."""
    sources = []
    for configured in configuration.sources:
        settings = configured.settings
        provider: Provider
        try:
            provider = BY_NAME[configured.kind].make(settings, context)
        except ConfigError as error:
            provider = Unmade(error)
        sources.append(
            Source(
                name=settings.name,
                kind=configured.kind,
                group=settings.group,
                every=settings.every,
                timeout=settings.timeout,
                critical=settings.critical,
                provider=provider,
                feeds=settings.feeds(),
            )
        )
    return sources


class Unmade:
    """Stands for a source whose secret or file is missing: it says so each time it is asked."""

    def __init__(self, error: ConfigError) -> None:
        self._error = error

    async def fetch(self) -> Answer:
        """Raise what was wrong with the configuration."""
        raise SourceError(FailureKind.NOT_CONFIGURED, self._error.message, self._error.remedy)

    async def close(self) -> None:
        """There is nothing to close."""


def ask_once(session: Session, only: Sequence[str] = ()) -> Snapshot:
    """Ask every source one time and say what they answered; blocks for the longest timeout at most."""
    return asyncio.run(asked_once(session.watch(only)))


async def asked_once(parts: Watch) -> Snapshot:
    """The same from within an event loop."""
    try:
        await parts.poller.once()
    finally:
        await parts.poller.close()
    return parts.store.snapshot()
