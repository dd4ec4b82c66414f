"""The statements of one round: all in a read-only transaction that is rolled back."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from asyncpg import InterfaceError
from asyncpg.pool import PoolConnectionProxy
from asyncpg.transaction import Transaction

from data.providers.postgres.errors import ASYNCPG, gone, statement_error
from data.providers.postgres.question import ROW_LIMIT, Row


def drop(connection: PoolConnectionProxy) -> None:
    """Close without a word; one that is closed already has been taken from us."""
    with suppress(InterfaceError):
        connection.terminate()


class Conversation:
    """Asks over one connection until the round's time is up; `until` is of the loop's clock."""

    def __init__(self, connection: PoolConnectionProxy, until: float, limit: float) -> None:
        self._connection = connection
        self._until = until
        self._limit = limit
        self._transaction: Transaction | None = None
        self.lost = False

    @property
    def has_time(self) -> bool:
        """Whether a statement may still take all the time that it is allowed."""
        return asyncio.get_running_loop().time() + self._limit <= self._until

    async def rows(self, sql: str) -> list[Row]:
        """The rows, at most one more than the limit.

        Raises SourceError; where the connection went with it, `lost` is true from then on.
        """
        try:
            async with asyncio.timeout_at(self._until):
                if self._transaction is None:
                    transaction = self._connection.transaction(readonly=True)
                    await transaction.start()
                    self._transaction = transaction
                cursor = await self._connection.cursor(sql)
                return [dict(record.items()) for record in await cursor.fetch(ROW_LIMIT + 1)]
        except ASYNCPG as error:
            if gone(error):
                self._give_up()
            else:
                await self.end()
            raise statement_error(error, self._limit) from None

    async def end(self) -> None:
        """Roll back, whatever happened; the next statement begins anew."""
        transaction, self._transaction = self._transaction, None
        if transaction is None or self.lost:
            return
        try:
            async with asyncio.timeout_at(self._until):
                await transaction.rollback()
        except ASYNCPG:
            self._give_up()

    def _give_up(self) -> None:
        self.lost = True
        drop(self._connection)
