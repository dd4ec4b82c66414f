"""A team's own queries on a real PostgreSQL."""

from __future__ import annotations

import pytest

from data.models.failure import FailureKind
from tests.fakes import HandClock
from tests.postgres_provider import provider, seen, value
from tests.postgres_server import PostgresServer


async def test_own_queries_beside_broken_ones(postgres: PostgresServer) -> None:
    queries = [
        {"signal": "broken.syntax", "sql": "select from where"},
        {"signal": "broken.table", "sql": "select count(*) from nowhere"},
        {"signal": "broken.date", "sql": "select '0044-03-15 BC'::date"},
        {"signal": "business.users", "sql": "select 41 + 1", "unit": "count"},
        {"signal": "business.plans", "sql": "values ('free', 3), ('paid', null)", "labels": ["column1"]},
    ]
    async with provider(postgres.dsn(), query=queries) as asked:
        answer = await asked.fetch()
    assert seen(answer, "broken.syntax").failure is not None
    assert 'relation "nowhere" does not exist' in seen(answer, "broken.table").detail
    assert seen(answer, "broken.date").value is None
    users = seen(answer, "business.users")
    assert (users.value, users.unit, users.query) == (42.0, "count", "select 41 + 1")
    assert value(answer, "business.plans", column1="free") == 3.0
    assert seen(answer, "business.plans", column1="paid").detail == "the query answered null"
    assert value(answer, "db.up") == 1.0


async def test_a_query_with_its_own_interval_is_asked_only_then(postgres: PostgresServer) -> None:
    clock = HandClock()
    rare = {"signal": "business.users", "sql": "select extract(epoch from clock_timestamp())", "every": "5m"}
    async with provider(postgres.dsn(), clock, query=[rare]) as asked:
        first = seen(await asked.fetch(), "business.users")
        clock.move(15)
        between = seen(await asked.fetch(), "business.users")
        clock.move(285)
        later = seen(await asked.fetch(), "business.users")
    assert (between.value, between.observed_at) == (first.value, first.observed_at)
    assert between.observed_at is not None and later.observed_at is not None
    assert (later.observed_at - between.observed_at).total_seconds() == 300
    assert later.value != first.value


async def test_one_slow_query_does_not_hide_the_others(postgres: PostgresServer) -> None:
    queries = [
        {"signal": "slow.one", "sql": "select pg_sleep(30)::text"},
        {"signal": "quick.one", "sql": "select 1"},
    ]
    async with provider(postgres.dsn(), HandClock(), timeout="1s", query=queries) as asked:
        first = await asked.fetch()
        assert asked._own[0].asked is not None
        asked._own[0].asked += 1
        second = await asked.fetch()
    slow = seen(first, "slow.one")
    assert slow.failure is not None and slow.failure.kind is FailureKind.TIMEOUT
    assert slow.detail == "the server ended the statement after 0.5 s"
    assert "not asked" in seen(first, "quick.one").detail
    assert value(first, "db.up") == 1.0
    assert value(second, "quick.one") == 1.0


@pytest.mark.parametrize(
    "sql",
    [
        "with gone as (delete from kept returning 1) select count(*) from gone",
        "select nextval('counter')",
        "select set_config('transaction_read_only', 'off', false)",
        "select 1; delete from kept",
    ],
)
async def test_what_writes_is_refused_by_the_server(postgres: PostgresServer, sql: str) -> None:
    """Fault 44."""
    async with postgres.connection() as admin:
        await admin.execute("create table if not exists kept as select 1 as one")
        await admin.execute("create sequence if not exists counter")
        queries = [
            {
                "signal": "sly.one",
                "sql": "select set_config('default_transaction_read_only', 'off', false)::text",
            },
            {"signal": "broken.one", "sql": "select from where"},
            {"signal": "sly.two", "sql": sql},
        ]
        async with provider(postgres.dsn(), query=queries) as asked:
            for _ in range(2):
                written = seen(await asked.fetch(), "sly.two")
                assert written.value is None and written.failure is not None
        assert await admin.fetchval("select count(*) from kept") == 1


async def test_a_write_is_refused_in_words(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin:
        await admin.execute("create sequence if not exists counter")
    query = {"signal": "sly.one", "sql": "select nextval('counter')"}
    async with provider(postgres.dsn(), query=[query]) as asked:
        written = seen(await asked.fetch(), "sly.one")
    assert written.failure is not None and written.failure.kind is FailureKind.REFUSED
    assert written.detail.startswith("refused, only reading is allowed: cannot execute nextval()")
