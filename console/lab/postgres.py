"""A PostgreSQL server of the lab's own: made empty, started, stopped and started again."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from console.lab.folder import beside
from console.lab.ports import HOST
from console.lab.process import Account, Child, run_once
from console.lab.wheel import programs_for, unprivileged
from data.errors import OpsError

MAX_CONNECTIONS = 100
_START_S = 10.0
_SETTINGS = f"""
listen_addresses = '{HOST}'
unix_socket_directories = ''
max_connections = {MAX_CONNECTIONS}
shared_preload_libraries = 'pg_stat_statements'
dynamic_shared_memory_type = mmap
shared_buffers = 32MB
io_method = sync
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
min_wal_size = 32MB
max_wal_size = 64MB
jit = off
timezone = 'UTC'
"""


@dataclass(frozen=True, slots=True)
class Postgres:
    """One server: where it listens, and the child process that it is."""

    port: int
    password: str
    child: Child
    programs: Path

    def dsn(self, user: str = "postgres", password: str | None = None, database: str = "postgres") -> str:
        """How to connect; with the superuser's password unless another is given."""
        return f"postgresql://{user}:{password or self.password}@{HOST}:{self.port}/{database}"

    async def start(self) -> None:
        """Start the server; back when it accepts connections. Raises OpsError where it does not."""
        await self.child.start()
        try:
            async with asyncio.timeout(_START_S):
                while not await self._accepts():
                    self.child.check()
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise OpsError(f"PostgreSQL accepts no connection after {_START_S:.0f} s") from None

    async def stop(self) -> None:
        """End the server at once, with all its connections."""
        await self.child.stop()

    async def _accepts(self) -> bool:
        try:
            connection = await asyncpg.connect(self.dsn(), timeout=_START_S)
        except (OSError, asyncpg.CannotConnectNowError):
            # It listens a moment before it is ready, and says so.
            return False
        await connection.close()
        return True

    async def client(self, program: str, *arguments: str, database: str = "postgres") -> None:
        """Run one of PostgreSQL's own client programs as the superuser."""
        environ = {
            "PGHOST": HOST,
            "PGPORT": str(self.port),
            "PGUSER": "postgres",
            "PGPASSWORD": self.password,
            "PGDATABASE": database,
        }
        await run_once([str(self.programs / program), *arguments], environ=environ)


async def prepare(folder: Path, port: int) -> Postgres:
    """Make a new, empty cluster in the lab's folder; the server is not started yet."""
    account = unprivileged()
    home = _home(folder, account)
    programs = await programs_for(account, home / "programs")
    password = secrets.token_urlsafe(18)
    key = home / "password"
    key.touch(0o600)
    key.write_text(password, encoding="ascii")
    _hand_over(key, account)
    cluster = home / "cluster"
    await run_once(
        [
            str(programs / "initdb"),
            f"--pgdata={cluster}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={key}",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
        ],
        account=account,
    )
    key.unlink()
    with (cluster / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"{_SETTINGS}port = {port}\n")
    child = Child(
        "PostgreSQL",
        [str(programs / "postgres"), "-D", str(cluster)],
        log=folder / "postgres.log",
        # Fast, then immediate: both release shared memory, which a plain kill would leave behind.
        end=signal.SIGINT,
        firm=signal.SIGQUIT,
        account=account,
        cwd=home,
    )
    return Postgres(port, password, child, programs)


def _home(folder: Path, account: Account | None) -> Path:
    home = beside(folder) if account else folder / "postgres"
    home.mkdir(mode=0o700)
    _hand_over(home, account)
    return home


def _hand_over(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)
