"""The one place where the parts are put together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from fnmatch import fnmatchcase

from console.cli.session import Session
from console.log_file import keep_log
from console.watch import Watch, asked_once, assemble
from data.baselines.file import file_in
from data.baselines.keeper import Keeper
from data.config.configuration import Configuration
from data.config.places import state_dir
from data.config.secret import SecretReader
from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind
from data.models.policy import Policy
from data.models.reading import Answer
from data.models.snapshot import Snapshot
from data.provider import Provider, ProviderContext, Source
from data.sources import BY_NAME


def watch(session: Session, only: Sequence[str] = ()) -> Watch:
    """Sources, poller and store of a session; `only` names sources by glob. In a drill the scenario's."""
    if session.staged is not None:
        return session.staged.watch
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
    return asyncio.run(asked_once(watch(session, only)))
