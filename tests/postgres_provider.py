"""Providers on the tests' own PostgreSQL, and short words for what they answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from data.config.secret import SecretReader
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.postgres.client import PostgresProvider
from data.providers.postgres.settings import PostgresSettings
from data.timekeeping import SystemTimekeeper, Timekeeper


@asynccontextmanager
async def provider(
    dsn: str, time: Timekeeper | None = None, **settings: object
) -> AsyncIterator[PostgresProvider]:
    """A provider as the console makes it, closed on leaving."""
    context = ProviderContext(time or SystemTimekeeper(), SecretReader({"THE_DSN": dsn}))
    made = PostgresProvider(
        PostgresSettings.model_validate({"name": "main", "dsn_env": "THE_DSN", **settings}), context
    )
    try:
        yield made
    finally:
        await made.close()


def seen(answer: Answer, signal: str, **labels: str) -> Observation:
    """The one observation of a signal; without labels the first."""
    found = [
        observation
        for observation in answer.observations
        if observation.signal == signal and (not labels or dict(observation.labels) == labels)
    ]
    assert found, f"no {signal} in {[observation.signal for observation in answer.observations]}"
    return found[0]


def value(answer: Answer, signal: str, **labels: str) -> float:
    """A value that is there."""
    observed = seen(answer, signal, **labels)
    assert observed.value is not None, observed
    return observed.value
