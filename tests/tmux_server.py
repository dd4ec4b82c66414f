"""A tmux of one's own, with one program in it."""

from __future__ import annotations

import shlex
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.programs import needs
from tests.pty_session import PtySession, environment


class TmuxServer:
    """A private tmux server; its program runs in a window of 80 by 24 until somebody attaches."""

    def __init__(self, folder: Path, argv: Sequence[str | Path], cwd: Path) -> None:
        self.base = [needs("tmux"), "-f", "/dev/null", "-S", str(folder / "socket")]
        self.environ = environment({"SHELL": "/bin/sh"})
        program = f"cd {shlex.quote(str(cwd))} && exec {shlex.join(map(str, argv))}"
        self.run("new-session", "-d", "-x", "80", "-y", "24", program)

    def run(self, *arguments: str) -> str:
        """One tmux command; what it printed."""
        done = subprocess.run(
            [*self.base, *arguments], env=self.environ, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout

    def wait_for(self, wanted: Callable[[str], bool]) -> str:
        """Wait until what the window shows is as wanted, whether or not somebody is attached."""
        deadline = time.monotonic() + 60
        while not wanted(screen := self.run("capture-pane", "-p")):
            assert time.monotonic() < deadline, screen
            time.sleep(0.05)
        return screen

    def attach(self, width: int, height: int) -> PtySession:
        """A client in a terminal of its own."""
        return PtySession([*self.base, "attach"], size=(width, height), environ={"TMUX": None})

    def close(self) -> None:
        """End the server and what is in it."""
        subprocess.run([*self.base, "kill-server"], check=False, timeout=60, capture_output=True)


@contextmanager
def tmux_with(argv: Sequence[str | Path], cwd: Path) -> Iterator[TmuxServer]:
    """A server, ended with the block; its socket's path must be short, and a test's folder may not be."""
    with TemporaryDirectory(prefix="ops-console-", dir="/tmp") as folder:
        server = TmuxServer(Path(folder), argv, cwd)
        try:
            yield server
        finally:
            server.close()
