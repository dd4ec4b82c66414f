"""The questions that every database is asked, and those that the team adds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from data.providers.postgres.custom import parse_query
from data.providers.postgres.parse import OVERVIEW, parse_overview, parse_size
from data.providers.postgres.question import Question
from data.providers.postgres.replication import Followers
from data.providers.postgres.settings import PostgresQuery
from data.providers.postgres.window import Window
from data.safe import safe
from data.timekeeping import Timekeeper

_HERE = Path(__file__).parent
_FEW_BLOCKS = 1000.0
_SIZE_EVERY_S = 300.0


def statement(name: str) -> str:
    """The text of a statement that lies beside this module."""
    return (_HERE / f"{name}.sql").read_text(encoding="utf-8")


def overview() -> Question:
    """The first question of each round: its answer decides whether the database is up."""
    return Question(
        "pg_stat_activity, pg_locks, pg_stat_database",
        statement("overview"),
        OVERVIEW,
        partial(parse_overview, cache=Window(_FEW_BLOCKS)),
    )


def shipped_questions(time: Timekeeper) -> tuple[Question, ...]:
    """What else any PostgreSQL can answer."""
    return (
        Question(
            "pg_stat_replication, pg_replication_slots", statement("replicas"), (), Followers(time).read
        ),
        # Measuring the size looks at every file, and it changes slowly.
        Question(
            "pg_database_size", statement("size"), (("db.size_bytes", "bytes"),), parse_size, _SIZE_EVERY_S
        ),
    )


def own_question(query: PostgresQuery) -> Question:
    """A query out of the configuration."""
    signals = ((query.signal, query.unit),)
    return Question(
        safe(" ".join(query.sql.split())),
        query.sql,
        signals,
        partial(parse_query, query=query),
        query.every or 0.0,
    )
