"""What asyncpg throws, translated once; never with the connection string in it."""

from __future__ import annotations

import asyncpg

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe
from data.web.failure import network_error

DOWN = frozenset({FailureKind.CONNECT, FailureKind.TIMEOUT})
"""The kinds that mean that the database itself is not there for its clients."""

ASYNCPG = (
    OSError,
    ValueError,
    OverflowError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""All that comes out of asyncpg: time-outs, sockets, unreadable values, the server's errors and its own."""


class ConnectionLost(SourceError):
    """The connection ended in the middle of a statement; a new one may well do."""


_GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.DatabaseDroppedError,
    asyncpg.IdleSessionTimeoutError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)


def connect_error(error: BaseException, where: str) -> SourceError:
    """Why there is no connection to `where`."""
    known = _server_refusal(error, where)
    if known is not None:
        return known
    if isinstance(error, TimeoutError):
        return SourceError(FailureKind.TIMEOUT, f"{where} accepts no connection in time")
    if isinstance(error, asyncpg.ClientConfigurationError | ValueError):
        words = "the connection string cannot be read"
        return SourceError(FailureKind.NOT_CONFIGURED, words, "postgresql://user:password@host:5432/database")
    network = network_error(error)
    if network is not None:
        return SourceError(network.failure.kind, f"{where}: {network.failure.message}")
    if isinstance(error, ConnectionError) and "SSL" in str(error):
        return SourceError(FailureKind.TLS, f"{where} offers no TLS, which the connection string demands")
    if isinstance(error, asyncpg.PostgresError):
        return SourceError(FailureKind.REFUSED, f"{where} refuses: {_words(error)}")
    return SourceError(FailureKind.CONNECT, f"cannot connect to {where}")


def statement_error(error: BaseException, limit: float) -> SourceError:
    """Why a statement brought no rows; `limit` is the server's bound on it, in seconds."""
    if isinstance(error, asyncpg.QueryCanceledError):
        words = f"the server ended the statement after {limit:g} s"
        return SourceError(FailureKind.TIMEOUT, words, "make it cheaper, or raise statement_timeout")
    if isinstance(error, TimeoutError):
        return SourceError(FailureKind.TIMEOUT, "the server accepted the statement and does not answer")
    if isinstance(error, asyncpg.ReadOnlySQLTransactionError):
        words = f"refused, only reading is allowed: {_words(error)}"
        return SourceError(FailureKind.REFUSED, words, "a query must not change anything")
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        return SourceError(FailureKind.RIGHTS, _words(error), "grant the console's role the right to read it")
    if gone(error):
        return ConnectionLost(FailureKind.CONNECT, "the connection was ended in the middle of a statement")
    if isinstance(error, asyncpg.PostgresError):
        return SourceError(FailureKind.BAD_ANSWER, f"the server rejects the statement: {_words(error)}")
    return SourceError(FailureKind.BAD_ANSWER, f"the answer cannot be read: {type(error).__name__}")


def gone(error: BaseException) -> bool:
    """Whether the connection is lost with this error."""
    if isinstance(error, asyncpg.PostgresError) and not isinstance(error, _GONE):
        return False
    return isinstance(error, (*_GONE, asyncpg.InterfaceError, TimeoutError, OSError))


def _server_refusal(error: BaseException, where: str) -> SourceError | None:
    if isinstance(error, asyncpg.InvalidAuthorizationSpecificationError):
        return SourceError(
            FailureKind.AUTH, f"{where}: {_words(error)}", "check user and password, and pg_hba.conf"
        )
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return SourceError(FailureKind.NOT_FOUND, f"{where}: {_words(error)}", "check the database's name")
    if isinstance(error, asyncpg.TooManyConnectionsError):
        words = f"{where} has no connection left: {_words(error)}"
        return SourceError(FailureKind.CONNECT, words, "end idle sessions, or raise max_connections")
    if isinstance(error, asyncpg.CannotConnectNowError):
        return SourceError(FailureKind.CONNECT, f"{where}: {_words(error)}")
    if isinstance(error, asyncpg.PostgresError) and "unsupported startup parameter" in str(error):
        words = f"{where} is a pooler that refuses read-only sessions"
        remedy = "name the database itself, or let the pooler ignore_startup_parameters"
        return SourceError(FailureKind.REFUSED, words, remedy)
    return None


def _words(error: BaseException) -> str:
    return safe(str(error).splitlines()[0] if str(error) else type(error).__name__, 200)
