"""Replication between two real servers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from data.models.verdict import Verdict
from data.providers.postgres.client import PostgresProvider
from tests.postgres_provider import provider, seen
from tests.postgres_server import PostgresServer, postgres_server, standby_of

_SIGNAL = "db.replication_lag_s"


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[PostgresServer, PostgresServer]]:
    """A primary and the standby that follows it."""
    with postgres_server(max_connections="10") as primary, standby_of(primary) as standby:
        yield primary, standby


async def until_lag(asked: PostgresProvider, least: float, most: float) -> float:
    async with asyncio.timeout(60):
        while True:
            lag = seen(await asked.fetch(), _SIGNAL).value
            if lag is not None and least <= lag <= most:
                return lag
            await asyncio.sleep(0.05)


async def test_both_sides_see_the_delay_of_a_replay_that_pauses(
    pair: tuple[PostgresServer, PostgresServer],
) -> None:
    primary, standby = pair
    async with (
        primary.connection() as writer,
        standby.connection() as follower,
        provider(primary.dsn()) as of_primary,
        provider(standby.dsn()) as of_standby,
    ):
        await until_lag(of_primary, 0, 1)
        on_standby = await of_standby.fetch()
        assert seen(on_standby, "db.up").detail == "standby"
        assert seen(on_standby, _SIGNAL).detail == "this standby's replay"
        await writer.execute("create table first as select 1 as one")
        async with asyncio.timeout(60):
            while not await follower.fetchval("select pg_last_xact_replay_timestamp() is not null"):
                await asyncio.sleep(0.01)
        await follower.execute("select pg_wal_replay_pause()")
        await writer.execute("create table second as select 1 as one")
        await until_lag(of_primary, 1, 20)
        await until_lag(of_standby, 1, 20)
        assert seen(await of_primary.fetch(), _SIGNAL).detail == "worst of 1: standby-1, streaming"
        await follower.execute("select pg_wal_replay_resume()")
        await until_lag(of_primary, 0, 0)
        await until_lag(of_standby, 0, 0)


async def test_a_standby_that_leaves_is_missed(pair: tuple[PostgresServer, PostgresServer]) -> None:
    primary, standby = pair
    async with provider(primary.dsn()) as of_primary, provider(standby.dsn()) as of_standby:
        await until_lag(of_primary, 0, 60)
        primary.stop()
        async with asyncio.timeout(60):
            while seen(alone := await of_standby.fetch(), _SIGNAL).judged is not Verdict.WARN:
                await asyncio.sleep(0.05)
        assert seen(alone, _SIGNAL).detail == "this standby is not connected to its primary"
        standby.stop()
        primary.start()
        gone = seen(await of_primary.fetch(), _SIGNAL)
    assert (gone.value, gone.detail) == (None, "the replica standby-1 is gone")
