"""Where programs are measured: a home of their own, their bytecode compiled, a server to ask."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.pty_session import PtySession, environment

ROOT = Path(__file__).parents[2]
SIZE = (120, 40)


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder that goes when the measuring ends."""

    folder: Path

    @property
    def environ(self) -> Mapping[str, str | None]:
        """Away from the tester's files; compiled modules are kept, as they are once installed."""
        return {
            "HOME": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": None,
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
            "XDG_CONFIG_HOME": None,
            "XDG_STATE_HOME": None,
        }

    def configure(self, text: str) -> Path:
        """A configuration file."""
        file = self.folder / "config.toml"
        file.write_text(f'[console]\nenvironment = "bench"\n{text}', encoding="utf-8")
        file.chmod(0o600)
        return file

    def console(self, configuration: Path, *arguments: str) -> list[str]:
        """The command line of the console itself."""
        options = ["--config", str(configuration), "--log-dir", str(self.folder / "journal")]
        return python("console", *options, *arguments)

    def open(self, argv: Sequence[str]) -> PtySession:
        """A program in a terminal of its own."""
        return PtySession(argv, size=SIZE, environ=self.environ, cwd=ROOT)

    def run(self, argv: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """A program run to its end; that it fails is the caller's to see."""
        return subprocess.run(
            argv,
            env=environment(self.environ),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def python(module: str, *arguments: str) -> list[str]:
    """The command line of one of our modules."""
    return [sys.executable, "-m", module, *arguments]


@contextmanager
def scene() -> Iterator[Scene]:
    """A scene for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="ops-console-bench-") as folder:
        yield Scene(Path(folder))


@contextmanager
def endpoints() -> Iterator[str]:
    """The address of a server in a process of its own, whose every path is an endpoint."""
    server = subprocess.Popen(
        python("tests.bench.endpoints"), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.communicate(timeout=10)


def http_sources(address: str, count: int, every: str = "15s") -> str:
    """Configuration of so many endpoints of that server."""
    return "".join(
        f'[[http]]\nname = "service-{number:03}"\nurl = "{address}/{number}"\nevery = "{every}"\n'
        for number in range(count)
    )
