"""Connections: at most two, named, read-only, and bounded in every wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from pydantic import SecretStr

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.postgres import address
from data.providers.postgres.conversation import Conversation, drop
from data.providers.postgres.errors import ASYNCPG, connect_error
from data.providers.postgres.settings import PostgresSettings

_MOST = 2
_CLOSE_S = 1.0


class Session:
    """The way to one database; connects when first needed and again after any loss."""

    def __init__(self, settings: PostgresSettings, read_dsn: Callable[[], SecretStr]) -> None:
        self._settings = settings
        self._read_dsn = read_dsn
        self._pool: asyncpg.Pool | None = None
        self.where = address.UNKNOWN

    @asynccontextmanager
    async def conversation(self) -> AsyncIterator[Conversation]:
        """A connection for one round. Raises SourceError where there is none to be had."""
        until = asyncio.get_running_loop().time() + self._settings.timeout * 0.9
        pool = await self._opened()
        connection = await self._acquire(pool)
        try:
            yield Conversation(connection, until, self._settings.statement_limit)
        except BaseException:
            # Waiting for what is half said could take for ever; the server ends it by itself.
            drop(connection)
            raise
        finally:
            with suppress(*ASYNCPG):
                await pool.release(connection, timeout=_CLOSE_S)

    async def close(self) -> None:
        """Say goodbye where the server listens, and leave in any case."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        try:
            await asyncio.wait_for(pool.close(), _CLOSE_S)
        except ASYNCPG:
            pool.terminate()

    async def _opened(self) -> asyncpg.Pool:
        if self._pool is None:
            dsn = self._read_dsn().get_secret_value()
            self.where = address.shown(dsn)
            self._pool = await self._open(dsn)
        return self._pool

    async def _acquire(self, pool: asyncpg.Pool) -> PoolConnectionProxy:
        try:
            return await pool.acquire(timeout=self._settings.timeout * 0.7)
        except ASYNCPG as error:
            if isinstance(error, TimeoutError) and pool.get_size() == _MOST and not pool.get_idle_size():
                words = f"both of the console's own connections to {self.where} are busy"
                raise SourceError(FailureKind.INTERNAL, words) from None
            # The next round reads the secret anew: it may have been changed.
            self._pool = None
            pool.terminate()
            raise connect_error(error, self.where) from None

    async def _open(self, dsn: str) -> asyncpg.Pool:
        limit_ms = str(int(self._settings.statement_limit * 1000))
        try:
            return await asyncpg.create_pool(
                dsn,
                min_size=0,
                max_size=_MOST,
                timeout=self._settings.timeout * 0.6,
                command_timeout=self._settings.timeout * 0.85,
                # A pooler between may give every transaction another of its connections.
                statement_cache_size=0,
                server_settings={
                    "application_name": "ops-console",
                    "default_transaction_read_only": "on",
                    "statement_timeout": limit_ms,
                    "lock_timeout": limit_ms,
                    "idle_in_transaction_session_timeout": str(int(self._settings.timeout * 2000)),
                },
            )
        except ASYNCPG as error:
            raise connect_error(error, self.where) from None
