"""What can be set for a PostgreSQL source."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from data.config.base import Duration, Line, LocalPath, Settings, SourceSettings

SHIPPED = frozenset(
    {
        "db.up",
        "db.connections_used",
        "db.connections_max",
        "db.connections_pct",
        "db.oldest_transaction_s",
        "db.locks_waiting",
        "db.cache_hit_pct",
        "db.replication_lag_s",
        "db.size_bytes",
        "db.query_mean_ms",
        "db.query_p95_ms",
        "db.slow_statements",
    }
)

_ASKS = re.compile(
    r"(--[^\n]*\n|/\*.*?\*/|[\s(])*(select|with|table|values|show)\b", re.DOTALL | re.IGNORECASE
)


def _only_asks(sql: str) -> str:
    if not _ASKS.match(sql):
        raise ValueError("a query begins with select, with, table, values or show")
    return sql


class PostgresQuery(Settings):
    """A question of the team's own: one row with one number, or a row for each value of `labels`."""

    signal: Line = Field(min_length=1, max_length=120)
    """The signal that the answer feeds."""
    sql: Annotated[str, AfterValidator(_only_asks)]
    """One statement; it runs in a read-only transaction that is always rolled back."""
    unit: Line = ""
    labels: tuple[str, ...] = ()
    """Columns that tell the rows apart; the one other column, or the one called value, is the number."""
    every: Duration | None = Field(default=None, ge=0.5)
    """How often to ask, where the source's own `every` is too often; between, the last answer stands."""


class PostgresSettings(SourceSettings):
    """A database, the secret that leads to it, and what else to ask there."""

    dsn_env: str | None = None
    """The environment variable that holds the connection string."""
    dsn_file: LocalPath | None = None
    """Or the file that holds it, which only its owner may read."""
    statement_timeout: Duration | None = Field(default=None, gt=0)
    """When the server ends a statement by itself; half of `timeout` unless said otherwise."""
    slow: Duration = Field(default=0.1, gt=0)
    """A statement whose mean time is longer than this counts as slow."""
    query: tuple[PostgresQuery, ...] = ()

    @model_validator(mode="after")
    def _one_secret(self) -> PostgresSettings:
        if (self.dsn_env is None) == (self.dsn_file is None):
            raise ValueError("give either dsn_env or dsn_file")
        return self

    @property
    def statement_limit(self) -> float:
        """Seconds after which the server ends a statement; never beyond the round."""
        return min(self.statement_timeout or self.timeout / 2, self.timeout * 0.8)

    def feeds(self) -> frozenset[str]:
        """The shipped signals and the team's own."""
        return SHIPPED | {query.signal for query in self.query}
