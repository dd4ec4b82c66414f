"""The percentile of statements' mean times: pure, and on a real server."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.models.failure import FailureKind
from data.providers.postgres.times import StatementTimes, percentile
from tests.postgres_provider import provider, seen, value
from tests.postgres_server import PostgresServer


def row(*statements: tuple[int, float, float], hidden: bool = False) -> list[dict[str, Any]]:
    ids, calls, totals = zip(*statements, strict=True) if statements else ((), (), ())
    return [{"ids": list(ids), "calls": list(calls), "total_ms": list(totals), "hidden": hidden}]


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 500)), min_size=1, max_size=20))
def test_it_is_the_percentile_of_all_calls_laid_out_one_by_one(statements: list[tuple[int, int]]) -> None:
    counts = {n: (float(calls), float(calls * mean)) for n, (calls, mean) in enumerate(statements)}
    laid_out = sorted(float(mean) for calls, mean in statements for _ in range(calls))
    rank = -(-95 * len(laid_out) // 100)
    assert percentile(counts, 0.95) == laid_out[rank - 1]


def test_later_looks_are_over_what_was_added() -> None:
    times = StatementTimes()
    (first,) = times.read(row((1, 1000, 1000.0), (2, 10, 5000.0)))
    assert first.value == 1.0 and "since statistics began" in first.detail
    (second,) = times.read(row((1, 1001, 1001.0), (2, 20, 10_000.0)))
    assert second.value == 500.0 and "since the last round" in second.detail
    (quiet,) = times.read(row((1, 1001, 1001.0), (2, 20, 10_000.0)))
    assert quiet.value == 1.0 and "since statistics began" in quiet.detail


def test_a_reset_falls_back_on_everything() -> None:
    times = StatementTimes()
    times.read(row((1, 1000, 1000.0)))
    (after,) = times.read(row((1, 4, 40.0)))
    assert after.value == 10.0 and "since statistics began" in after.detail


def test_nothing_counted_is_no_data_and_hidden_statements_are_said() -> None:
    (none,) = StatementTimes().read(row())
    assert none.value is None and none.failure is None
    (hidden,) = StatementTimes().read(row((1, 5, 5.0), hidden=True))
    assert hidden.failure is not None and hidden.failure.kind is FailureKind.RIGHTS


async def test_on_a_real_server_it_follows_slow_statements(postgres: PostgresServer) -> None:
    async with postgres.connection() as admin, provider(postgres.dsn()) as asked:
        await admin.execute("create extension if not exists pg_stat_statements")
        await admin.execute("select pg_stat_statements_reset()")
        for _ in range(5):
            await admin.fetch("select pg_sleep(0.06) as a_sleep")
        assert value(await asked.fetch(), "db.query_p95_ms") > 50
        assert seen(await asked.fetch(), "db.query_p95_ms").query == "pg_stat_statements"
