"""One PostgreSQL for all the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres_server import PostgresServer, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server with few connections, so that they are soon used up."""
    with postgres_server(max_connections="20", shared_preload_libraries="pg_stat_statements") as server:
        yield server
