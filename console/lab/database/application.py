"""The application whose database it is: its tables, and the few statements a second it lives on."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from importlib import resources

import asyncpg

from console.lab.postgres import Postgres

CONNECTION_ERRORS = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    # Where the server vanishes between two messages, the client's own state machine trips.
    asyncpg.InternalClientError,
)
"""What a statement can end with when the server is stopped under it; a time-out is an OSError."""

_CALLERS = 5
_EVERY_S = 0.5
_GIVE_UP_S = 5.0
_STATEMENTS = (
    "select count(*), app.pause() from app.sessions where seen > now() - interval '1 hour'",
    "select u.name, count(p.id), app.pause() from app.users u join app.projects p on p.user_id = u.id"
    " where u.id = 1 + extract(second from now())::integer group by u.name",
    "with s as (insert into app.sessions (user_id) values (1 + floor(random() * 400)) returning id),"
    " c as (insert into app.api_calls default values)"
    " select id, app.pause() from s",
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """How to connect to the database, as each of its three users."""

    admin: str
    app: str
    monitor: str


async def furnish(postgres: Postgres) -> Accounts:
    """Make the roles, tables and rows in a server that has just been started."""
    script = resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    passwords = {role: secrets.token_urlsafe(18) for role in ("app", "monitor")}
    admin = postgres.dsn()
    connection = await asyncpg.connect(admin, timeout=_GIVE_UP_S)
    try:
        await connection.execute(script)
        for role, password in passwords.items():
            # A token of letters, digits, "-" and "_": nothing in it to escape.
            await connection.execute(f"alter role {role} password '{password}'")
    finally:
        await connection.close()
    return Accounts(admin, *(postgres.dsn(role, passwords[role]) for role in ("app", "monitor")))


async def live(dsn: str) -> None:
    """Send about ten statements a second, over a few connections, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for _ in range(_CALLERS):
            group.create_task(_call(dsn))


async def _call(dsn: str) -> None:
    while True:
        try:
            connection = await asyncpg.connect(
                dsn, timeout=_GIVE_UP_S, server_settings={"application_name": "app"}
            )
            try:
                await _work(connection)
            finally:
                connection.terminate()
        except CONNECTION_ERRORS:
            # The database is down, or full, on purpose: an application goes on trying.
            await asyncio.sleep(_EVERY_S)


async def _work(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    while True:
        for statement in _STATEMENTS:
            await connection.fetch(statement)
            await asyncio.sleep(_EVERY_S)
