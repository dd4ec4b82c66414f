"""What can be wrong with the database, beside its being down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias

import asyncpg

from console.lab.database.application import CONNECTION_ERRORS
from data.errors import OpsError

CROWD = 81
"""Connections in use while the crowd is there, of the server's 100."""
PAUSE_S = 0.8
"""How long every statement of the application takes while the database is slow."""

_EVERY_S = 0.1
_GIVE_UP_S = 5.0
# Those that just look in are not waited for: the number would never come to rest.
_OTHERS = """
select count(*) from pg_stat_activity
where backend_type = 'client backend' and application_name <> 'crowd'
and (application_name in ('app', 'lab') or backend_start < clock_timestamp() - interval '0.5 s')
"""

_CALLS = "select count(*) from pg_stat_activity where application_name = 'app' and state = 'active'"
_NONE_COUNTED = "select count(*) = 0 from pg_stat_statements where query like '%app.pause%'"

_Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Crowd:
    """Holds connections open so that, with everybody else's, exactly `CROWD` are in use."""

    def __init__(self, admin: str, app: str) -> None:
        self._admin = admin
        self._app = app
        self._held: list[_Connection] = []
        self._keeping: asyncio.Task[None] | None = None

    async def come(self) -> None:
        """Fill up, and keep it so; back when the number is reached."""
        if self._keeping is not None:
            return
        level = asyncio.Event()
        self._keeping = asyncio.create_task(self._keep(level))
        try:
            async with asyncio.timeout(_GIVE_UP_S):
                await level.wait()
        except TimeoutError:
            await self.go()
            raise OpsError("PostgreSQL takes no more connections", "is db-down on?") from None

    async def go(self) -> None:
        """Let all of them go."""
        if self._keeping is not None:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
            self._keeping = None
        self._drop()

    async def _keep(self, level: asyncio.Event) -> None:
        """Others come and go, and so may the server; `level` is set when the number is first reached."""
        while True:
            with suppress(OpsError):
                async with connected(self._admin) as watcher:
                    while True:
                        if await self._level(watcher):
                            level.set()
                            await asyncio.sleep(_EVERY_S)
            self._drop()
            await asyncio.sleep(_EVERY_S)

    async def _level(self, watcher: _Connection) -> bool:
        """Whether the number was right; where it was not, do what is missing."""
        self._held = [connection for connection in self._held if not connection.is_closed()]
        missing = CROWD - int(await watcher.fetchval(_OTHERS)) - len(self._held)
        for _ in range(missing):
            self._held.append(await _connect(self._app, "crowd"))
        for _ in range(min(-missing, len(self._held))):
            await self._held.pop().close(timeout=_GIVE_UP_S)
        return missing == 0

    def _drop(self) -> None:
        for connection in self._held:
            connection.terminate()
        self._held.clear()


async def set_pause(admin: str, seconds: float) -> None:
    """Make each of the application's statements take that much longer, from now on.

    The statistics start anew, so that their means tell how it is, not how it was; back when
    they hold statements of the new kind and of no other.
    """
    async with connected(admin) as connection:
        await connection.execute("update app.trouble set pause_s = $1", seconds)
        # Those that began before must not be counted among those that come.
        began = await connection.fetchval("select clock_timestamp()")
        await _until(connection, f"{_CALLS} and query_start < $1", began)
        await connection.execute("select pg_stat_statements_reset()")
        await _until(connection, _NONE_COUNTED)


async def _until(connection: _Connection, none_left: str, *values: object) -> None:
    async with asyncio.timeout(_GIVE_UP_S):
        while await connection.fetchval(none_left, *values):  # noqa: ASYNC110 - only asking tells
            await asyncio.sleep(0.05)


@asynccontextmanager
async def connected(dsn: str) -> AsyncIterator[_Connection]:
    """A connection for as long as the block lasts; what goes wrong in it is an OpsError."""
    try:
        connection = await _connect(dsn, "lab")
        try:
            # The statistics are the application's: our own statements would thin them.
            await connection.execute("set pg_stat_statements.track = 'none'")
            yield connection
        finally:
            connection.terminate()
    except CONNECTION_ERRORS as error:
        raise OpsError(f"PostgreSQL: {error or 'no answer'}", "is db-down on?") from error


async def _connect(dsn: str, name: str) -> _Connection:
    return await asyncpg.connect(dsn, timeout=_GIVE_UP_S, server_settings={"application_name": name})
