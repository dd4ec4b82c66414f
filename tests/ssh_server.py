"""A real sshd on loopback, with keys of its own, and the client that goes with it."""

from __future__ import annotations

import getpass
import grp
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.missing import missing
from tests.ports import port_of_its_own
from tests.programs import needs
from tests.pty_session import PtySession

_PRIVILEGE_SEPARATION = Path("/run/sshd")
_CLIENT = (
    "-tt -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=no "
    "-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
)

_SERVER = """\
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UseDNS no
"""


class SshServer:
    """Where it listens, and how to get in."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port

    def run(
        self,
        argv: Sequence[str | Path],
        *,
        cwd: Path,
        environ: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
    ) -> PtySession:
        """`argv` at the far end, seen through ssh in a terminal here."""
        given = [f"{name}={value}" for name, value in environ.items()]
        program = f"cd {shlex.quote(str(cwd))} && exec env {shlex.join([*given, *map(str, argv)])}"
        there = ["-i", str(self._folder / "user"), "-p", str(self._port), f"{getpass.getuser()}@127.0.0.1"]
        return PtySession([needs("ssh"), *_CLIENT.split(), *there, program], size=size)


@contextmanager
def ssh_server() -> Iterator[SshServer]:
    """A server that lets only its own key in, ended with the block."""
    sshd, keygen = needs("sshd"), needs("ssh-keygen")
    if os.geteuid() == 0:
        with suppress(FileExistsError):
            _PRIVILEGE_SEPARATION.mkdir(mode=0o755, parents=True)
    else:
        _needs_terminals_of_their_group()
    with tempfile.TemporaryDirectory(prefix="ops-console-ssh-") as place:
        folder = Path(place)
        for name in ("host", "user"):
            subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        shutil.copy(folder / "user.pub", folder / "authorized_keys")
        port = port_of_its_own()
        (folder / "sshd_config").write_text(_SERVER.format(folder=folder, port=port))
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([sshd, "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
        try:
            _wait_until_open(server, port, folder / "log")
            yield SshServer(folder, port)
        finally:
            server.terminate()
            server.wait(60)


def _needs_terminals_of_their_group() -> None:
    """An sshd without the rights of root cannot give a terminal to the group tty: it must be born there."""
    master, slave = os.openpty()
    group = os.fstat(slave).st_gid
    for fd in (master, slave):
        os.close(fd)
    if group != grp.getgrnam("tty").gr_gid:
        missing("an sshd of this user cannot hand out terminals: devpts is mounted without the group tty")


def _wait_until_open(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"sshd does not come up: {log.read_text()}")
        time.sleep(0.05)
