"""One PostgreSQL for all the tests of this folder."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.postgres_server import PostgresServer, postgres_server

_OTHERS = (
    "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
)


@pytest.fixture(scope="session")
def postgres_process() -> Iterator[PostgresServer]:
    """A server with few connections, so that they are soon used up."""
    with postgres_server(max_connections="20", shared_preload_libraries="pg_stat_statements") as server:
        yield server


@pytest.fixture
async def postgres(postgres_process: PostgresServer) -> PostgresServer:
    """That server when those who were connected before have left: it takes them a moment."""
    async with asyncio.timeout(60), postgres_process.connection() as admin:
        while await admin.fetchval(_OTHERS):
            await asyncio.sleep(0.01)
    return postgres_process
