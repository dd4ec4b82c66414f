"""What a configuration of a PostgreSQL source may say."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from data.providers.postgres.settings import SHIPPED, PostgresSettings


def settings(**more: object) -> PostgresSettings:
    return PostgresSettings.model_validate({"name": "main", "dsn_env": "DATABASE_URL", **more})


def with_sql(sql: str) -> PostgresSettings:
    return settings(query=[{"signal": "business.users", "sql": sql}])


def test_it_feeds_the_shipped_signals_and_its_own() -> None:
    assert settings().feeds() == SHIPPED
    assert with_sql("select 1").feeds() == SHIPPED | {"business.users"}


@pytest.mark.parametrize("more", [{"dsn_env": None}, {"dsn_file": "/run/secrets/dsn"}])
def test_exactly_one_way_to_the_secret(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="give either dsn_env or dsn_file"):
        PostgresSettings(**{"name": "main", "dsn_env": "DATABASE_URL", **more})


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "  SELECT 1",
        "-- how many\nselect 1",
        "/* how many */ (select 1)",
        "with a as (select 1) select * from a",
        "table users",
        "values (1)",
        "show max_connections",
    ],
)
def test_questions(sql: str) -> None:
    assert with_sql(sql).query[0].sql == sql


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "delete from users",
        "set default_transaction_read_only = off",
        "commit",
        "-- select 1",
        "selection",
    ],
)
def test_what_is_no_question_is_refused(sql: str) -> None:
    with pytest.raises(ValidationError, match="a query begins with select"):
        with_sql(sql)


def test_the_statement_timeout_stays_within_the_round() -> None:
    assert settings(timeout="10s").statement_limit == 5.0
    assert settings(timeout="10s", statement_timeout="3s").statement_limit == 3.0
    assert settings(timeout="10s", statement_timeout="1m").statement_limit == 8.0


def test_nothing_secret_is_in_a_dump() -> None:
    assert settings().masked()["dsn_env"] == "DATABASE_URL"
