"""What the provider makes of a PostgreSQL that is down, full, stopped or cut off."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.models.verdict import Verdict
from data.providers.postgres.client import PostgresProvider
from data.providers.postgres.settings import SHIPPED
from tests.fakes import HandClock
from tests.own_time import within
from tests.postgres_provider import provider, seen, value
from tests.postgres_server import PostgresServer, postgres_server
from tests.stopped import stopped

_TIMEOUT = 1.0
_LATE = 0.5
"""What a busy machine may add to a bound."""
_OWN = "select pid from pg_stat_activity where application_name = 'ops-console'"


def assert_down(answer: Answer, kind: FailureKind, words: str) -> None:
    up = seen(answer, "db.up")
    assert (up.value, up.judged) == (0.0, Verdict.FAIL)
    assert up.failure is not None and up.failure.kind is kind
    assert words in up.detail
    rest = [observation for observation in answer.observations if observation is not up]
    assert rest and all(each.value is None and each.failure == up.failure for each in rest)


async def until_up(asked: PostgresProvider) -> None:
    """The server may itself have to wait for a processor: asked again until it answers in time."""
    async with asyncio.timeout(60):
        while value(await asked.fetch(), "db.up") != 1.0:
            pass


async def test_a_server_that_is_down_and_comes_back() -> None:
    with postgres_server(max_connections="5") as server:
        async with provider(
            server.dsn(), timeout=5, query=[{"signal": "business.users", "sql": "select 1"}]
        ) as asked:
            assert value(await asked.fetch(), "business.users") == 1.0
            server.stop()
            for _ in range(2):
                answer = await asked.fetch()
                assert_down(answer, FailureKind.CONNECT, "connection refused")
                signals = [observation.signal for observation in answer.observations]
                assert len(signals) == len(set(signals))
                assert set(signals) == SHIPPED - {"db.replication_lag_s"} | {"business.users"}
                assert seen(answer, "business.users").value is None
            server.start()
            assert value(await asked.fetch(), "business.users") == 1.0


async def test_a_server_that_was_never_up() -> None:
    async with provider("postgresql://postgres@127.0.0.1:1/app") as asked:
        answer = await asked.fetch()
    assert_down(answer, FailureKind.CONNECT, "127.0.0.1:1/app: connection refused")
    assert {each.signal for each in answer.observations} == SHIPPED - {"db.replication_lag_s"}


async def test_no_connection_left(postgres: PostgresServer) -> None:
    """Fault 43: an error in words, and never more than two connections of our own."""
    async with postgres.connection() as admin, AsyncExitStack() as stack:
        await admin.execute("drop role if exists plain_client")
        await admin.execute("create role plain_client login")
        for _ in range(16):
            await stack.enter_async_context(postgres.connection())
        async with provider(postgres.dsn(user="plain_client")) as asked:
            assert_down(await asked.fetch(), FailureKind.CONNECT, "has no connection left")


async def test_a_backend_that_is_ended_between_two_rounds(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await asked.fetch()
        await admin.execute("select pg_terminate_backend($1)", await admin.fetchval(_OWN))
        assert value(await asked.fetch(), "db.up") == 1.0


async def test_a_backend_that_is_ended_before_it_answers(postgres: PostgresServer) -> None:
    """Fault 40: asked once more over a new connection, in the same round."""
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await asked.fetch()
        own = await admin.fetchval(_OWN)
        with stopped(own):
            round_ = asyncio.ensure_future(asked.fetch())
            await asyncio.sleep(0)
            await admin.execute("select pg_terminate_backend($1)", own)
        answer = await round_
        assert value(answer, "db.up") == 1.0
        assert await admin.fetchval(_OWN) != own


async def test_a_backend_that_is_ended_in_the_middle_of_a_query(postgres: PostgresServer) -> None:
    """Fault 40: that one query is lost; the next round connects anew."""
    queries = [
        {"signal": "long.one", "sql": "select pg_sleep(20)::text", "every": "5m"},
        {"signal": "quick.one", "sql": "select 1"},
    ]
    async with (
        postgres.connection() as admin,
        provider(postgres.dsn(), HandClock(), timeout="30s", query=queries) as asked,
    ):
        round_ = asyncio.ensure_future(asked.fetch())
        async with asyncio.timeout(60):
            while (busy := await admin.fetchval(f"{_OWN} and query like '%pg_sleep%'")) is None:
                await asyncio.sleep(0.01)
        await admin.execute("select pg_terminate_backend($1)", busy)
        first, second = await round_, await asked.fetch()
    lost = seen(first, "long.one").failure
    assert lost is not None and "ended in the middle" in lost.message
    assert value(first, "db.up") == 1.0
    assert value(second, "quick.one") == 1.0
    assert seen(second, "long.one").value is None


async def test_a_stopped_backend(postgres: PostgresServer) -> None:
    """Fault 41: told in time, and the next round goes around it."""
    async with postgres.connection() as admin, provider(postgres.dsn(), timeout=_TIMEOUT) as asked:
        await until_up(asked)
        with stopped(await admin.fetchval(_OWN)):
            with within(_TIMEOUT + _LATE):
                assert_down(await asked.fetch(), FailureKind.TIMEOUT, "does not answer")
            await until_up(asked)


async def test_closing_beside_a_stopped_backend_is_bounded(postgres: PostgresServer) -> None:
    """Fault 41: the pool's own close would wait for ever."""
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await asked.fetch()
        with stopped(await admin.fetchval(_OWN)), within(1.0 + _LATE):
            await asked.close()


async def test_a_stopped_postmaster() -> None:
    """Fault 41: the kernel still accepts, nobody greets."""
    with postgres_server(max_connections="5") as server:
        assert server.process is not None
        async with provider(server.dsn(), timeout=_TIMEOUT) as asked:
            with stopped(server.process.pid), within(_TIMEOUT + _LATE):
                assert_down(await asked.fetch(), FailureKind.TIMEOUT, "accepts no connection in time")
            await until_up(asked)


async def test_a_cancelled_round_lets_go(postgres: PostgresServer) -> None:
    query = {"signal": "long.one", "sql": "select pg_sleep(20)::text", "every": "5m"}
    async with (
        postgres.connection() as admin,
        provider(postgres.dsn(), timeout="30s", query=[query]) as asked,
    ):
        round_ = asyncio.ensure_future(asked.fetch())
        async with asyncio.timeout(60):
            while await admin.fetchval(f"{_OWN} and query like '%pg_sleep%'") is None:
                await asyncio.sleep(0.01)
        round_.cancel()
        with within(_LATE), suppress(asyncio.CancelledError):
            await round_
        async with asyncio.timeout(60):
            while await admin.fetchval(_OWN) is not None:
                await asyncio.sleep(0.01)


async def test_both_own_connections_busy(postgres: PostgresServer) -> None:
    """Fault 42: no waiting without end, and no claim that the database is down."""
    async with provider(postgres.dsn(), timeout=_TIMEOUT) as asked:
        session = asked._session
        async with session.conversation(), session.conversation():
            with within(_TIMEOUT + _LATE), pytest.raises(SourceError) as raised:
                await asked.fetch()
        await until_up(asked)
    assert raised.value.failure.kind is FailureKind.INTERNAL
    assert "busy" in raised.value.failure.message


async def test_connections_of_our_own_stay_within_two(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await asyncio.gather(*(asked.fetch() for _ in range(6)))
        assert await admin.fetchval(f"select count(*) from ({_OWN}) as own") <= 2


async def test_an_answer_that_never_ends_is_cut(postgres: PostgresServer) -> None:
    query = {
        "signal": "endless.one",
        "sql": "select generate_series(1, 1000000000)",
        "labels": ["generate_series"],
    }
    async with provider(postgres.dsn(), query=[query, {"signal": "quick.one", "sql": "select 1"}]) as asked:
        answer = await asked.fetch()
    assert seen(answer, "endless.one").value is None
    assert value(answer, "quick.one") == 1.0
    assert len(answer.raw) < 30_000
