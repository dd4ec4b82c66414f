"""The provider on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.postgres.settings import SHIPPED
from tests.fakes import HandClock
from tests.postgres_provider import provider, seen, value
from tests.postgres_server import PostgresServer
from tests.servers import unknown

_CANARY = "canary-9f2c"


@asynccontextmanager
async def clients(postgres: PostgresServer, count: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for _ in range(count):
            await stack.enter_async_context(postgres.connection())
        yield


async def test_all_signals_of_a_primary(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await admin.execute("create extension if not exists pg_stat_statements")
        answer = await asked.fetch()
    signals = {observation.signal for observation in answer.observations}
    assert signals == SHIPPED - {"db.replication_lag_s"}
    assert seen(answer, "db.up").judged is Verdict.PASS
    assert value(answer, "db.size_bytes") > 1_000_000
    assert 0 < value(answer, "db.cache_hit_pct") <= 100
    assert answer.query == f"127.0.0.1:{postgres.port}/postgres"
    assert "connections_max=20" in answer.raw
    assert answer.digest.startswith("sha256:")


async def test_the_connection_count_is_that_of_pg_stat_activity(postgres: PostgresServer) -> None:
    async with clients(postgres, 5), postgres.connection() as admin, provider(postgres.dsn()) as asked:
        answer = await asked.fetch()
        counted = await admin.fetchval(
            "select count(*) from pg_stat_activity where backend_type = 'client backend'"
        )
    assert abs(value(answer, "db.connections_used") - counted) <= 1
    assert value(answer, "db.connections_max") == 20.0
    assert value(answer, "db.connections_pct") == value(answer, "db.connections_used") * 5


async def test_the_console_takes_one_named_read_only_connection(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        for _ in range(3):
            await asked.fetch()
        own = await admin.fetch("select state from pg_stat_activity where application_name = 'ops-console'")
        assert [row["state"] for row in own] == ["idle"]
    async with provider(postgres.dsn(), query=[{"signal": "x", "sql": "show statement_timeout"}]) as asked:
        assert "2500ms" in seen(await asked.fetch(), "x").detail


async def test_locks_and_transactions_of_others(postgres: PostgresServer) -> None:
    async with (
        postgres.connection() as holder,
        postgres.connection() as waiter,
        provider(postgres.dsn()) as asked,
    ):
        await holder.execute("create table if not exists locked ()")
        await holder.execute("begin; lock table locked")
        waiting = asyncio.ensure_future(waiter.execute("lock table locked in share mode; select 1"))
        async with asyncio.timeout(60):
            while not value(answer := await asked.fetch(), "db.locks_waiting"):
                await asyncio.sleep(0.01)
        assert value(answer, "db.oldest_transaction_s") > 0
        await holder.execute("rollback")
        await asyncio.wait({waiting})
        answer = await asked.fetch()
    assert value(answer, "db.locks_waiting") == 0
    assert seen(answer, "db.oldest_transaction_s").detail == "none is open"


async def test_slow_statements_are_named(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn(), slow="50ms") as asked:
        await admin.execute("create extension if not exists pg_stat_statements")
        await admin.fetch("select pg_sleep(0.2) as slow_one")
        answer = await asked.fetch()
    assert value(answer, "db.slow_statements") >= 1
    assert "select pg_sleep($1) as slow_one" in seen(answer, "db.slow_statements").detail


async def test_the_mean_follows_what_happens_now(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await admin.execute("create extension if not exists pg_stat_statements")
        for _ in range(200):
            await admin.fetch("select 1")
        await asked.fetch()
        await admin.fetch("select pg_sleep(0.3)")
        assert value(await asked.fetch(), "db.query_mean_ms") > 10


async def test_without_pg_stat_statements_there_is_a_hint_and_no_second_look(
    postgres: PostgresServer,
) -> None:
    clock = HandClock()
    async with postgres.connection() as admin:
        await admin.execute("drop database if exists plain_one")
        await admin.execute("create database plain_one")
        async with provider(postgres.dsn(database="plain_one"), clock) as asked:
            first = await asked.fetch()
            second = await asked.fetch()
            clock.move(3600)
            async with postgres.connection(database="plain_one") as there:
                await there.execute("create extension pg_stat_statements")
            third = await asked.fetch()
    for answer in (first, second):
        assert seen(answer, "db.query_mean_ms").value is None
        assert "create extension pg_stat_statements" in seen(answer, "db.slow_statements").detail
    assert "-- pg_extension" in first.raw and "-- pg_extension" not in second.raw
    assert value(third, "db.query_mean_ms") >= 0


async def test_an_extension_that_was_not_preloaded_is_a_hint_too(postgres: PostgresServer) -> None:
    """The server turns the question down; it is not asked again before the next look."""
    from tests.postgres_server import postgres_server

    with postgres_server(max_connections="5") as bare:
        async with bare.connection() as admin, provider(bare.dsn()) as asked:
            await admin.execute("create extension pg_stat_statements")
            first, second = await asked.fetch(), await asked.fetch()
    for answer in (first, second):
        assert seen(answer, "db.query_mean_ms").value is None
        assert "shared_preload_libraries" in seen(answer, "db.query_mean_ms").detail
    assert "-- pg_stat_statements" in first.raw and "-- pg_stat_statements" not in second.raw


async def test_without_rights_each_signal_says_so_or_is_right(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin:
        await admin.execute("drop role if exists plain")
        await admin.execute("create role plain login")
        await admin.execute("create extension if not exists pg_stat_statements")
        query = {"signal": "forbidden.one", "sql": "select count(*) from pg_authid"}
        async with clients(postgres, 3), provider(postgres.dsn(user="plain"), query=[query]) as asked:
            answer = await asked.fetch()
            counted = await admin.fetchval(
                "select count(*) from pg_stat_activity where backend_type = 'client backend'"
            )
    assert value(answer, "db.connections_used") == counted
    oldest = seen(answer, "db.oldest_transaction_s").failure
    assert oldest is not None and (oldest.kind, oldest.remedy) == (
        FailureKind.RIGHTS,
        "grant pg_monitor to plain",
    )
    forbidden = seen(answer, "forbidden.one").failure
    assert forbidden is not None and forbidden.kind is FailureKind.RIGHTS
    assert value(answer, "db.query_mean_ms") >= 0


@pytest.mark.parametrize(
    ("where", "kind", "words"),
    [
        ({"user": "guarded"}, FailureKind.AUTH, "password authentication failed"),
        ({"user": "missing"}, FailureKind.AUTH, 'role "missing" does not exist'),
        ({"database": "missing"}, FailureKind.NOT_FOUND, 'database "missing" does not exist'),
        ({"database": "postgres?sslmode=require"}, FailureKind.TLS, "offers no TLS"),
    ],
)
async def test_a_refusal_is_told_apart_and_holds_no_secret(
    postgres: PostgresServer,
    where: dict[str, str],
    kind: FailureKind,
    words: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Promise B10: the password is in no error, no log, no cause."""
    caplog.set_level(logging.DEBUG)
    async with postgres.connection() as admin:
        await admin.execute("drop role if exists guarded")
        await admin.execute("create role guarded login password 'another'")
    async with provider(postgres.dsn(**{"user": "postgres", "password": _CANARY, **where})) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.fetch()
    assert raised.value.failure.kind is kind
    assert words in raised.value.failure.message
    assert _CANARY not in repr(raised.value.failure) + caplog.text
    assert raised.value.__cause__ is None and raised.value.__suppress_context__


@pytest.mark.parametrize(
    "dsn", [f"host=db password={_CANARY}", f"http://u:{_CANARY}@db/x", f"postgres://u:{_CANARY}/x@h/d"]
)
async def test_a_string_that_is_none_is_not_repeated(dsn: str) -> None:
    async with provider(dsn) as asked:
        with pytest.raises(SourceError) as raised:
            await asked.fetch()
    assert raised.value.failure.kind is FailureKind.NOT_CONFIGURED
    assert _CANARY not in repr(raised.value.failure)


async def test_a_missing_secret_is_named() -> None:
    async with provider("") as asked:
        with pytest.raises(SourceError, match=r"^dsn: the environment variable THE_DSN is not set"):
            await asked.fetch()


async def test_a_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    async with provider(f"postgresql://u:{_CANARY}@nowhere.invalid/app") as asked:
        with pytest.raises(SourceError) as raised:
            await asked.fetch()
    assert raised.value.failure.kind is FailureKind.DNS
    assert raised.value.failure.message.startswith("nowhere.invalid:5432/app: ")
