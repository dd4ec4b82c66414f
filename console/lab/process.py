"""One child process of the lab, on a leash: it cannot outlive the keeper."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.errors import OpsError

_LEASH = Path(__file__).with_name("leash.py")
_PATIENCE_S = 3.0
_LAST_WORK_S = 8.0


@dataclass(frozen=True, slots=True)
class Account:
    """The system user that a child runs as; `None` in its place means: as we are."""

    uid: int
    gid: int


def leashed(argv: Sequence[str], end: signal.Signals, account: Account | None = None) -> list[str]:
    """The argument list that starts `argv` so that `end` reaches it when this process is gone."""
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    numbers = [str(number) for number in (int(end), os.getpid(), uid, gid)]
    return [sys.executable, "-I", "-S", str(_LEASH), *numbers, "--", *argv]


class Child:
    """A long-running program: started, ended politely, then firmly, and started again."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        log: Path,
        end: signal.Signals = signal.SIGTERM,
        firm: signal.Signals = signal.SIGKILL,
        account: Account | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.name = name
        self._argv = tuple(argv)
        self._log = log
        self._end = end
        self._firm = firm
        self._account = account
        self._cwd = cwd
        self._process: asyncio.subprocess.Process | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process and self.alive else None

    async def start(self) -> None:
        """Start it in a process group of its own; its output goes to the log file."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *leashed(self._argv, self._firm, self._account),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._cwd,
                process_group=0,
            )

    async def stop(self) -> None:
        """End it: politely, then firmly, then the whole group at once; back when it is gone."""
        process = self._process
        if process is None:
            return
        # PostgreSQL, told firmly, gives its own children five seconds before it lets go of shared memory.
        for wish, patience in ((self._end, _PATIENCE_S), (self._firm, _LAST_WORK_S)):
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.send_signal(wish)
                with suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), patience)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        self._process = None

    def check(self) -> None:
        """Raise OpsError with the last line of its log where it has ended by itself."""
        if self._process is not None and self._process.returncode is not None:
            lines = self._log.read_text(errors="replace").strip().splitlines()
            said = lines[-1] if lines else "it said nothing"
            raise OpsError(f"{self.name} ended with {self._process.returncode}: {said}")


async def run_once(
    argv: Sequence[str],
    *,
    account: Account | None = None,
    environ: Mapping[str, str] | None = None,
    timeout: float = 60.0,
) -> str:
    """Run a program to its end and return what it printed; OpsError where it fails.

    `environ` is added to this process's own environment.
    """
    process = await asyncio.create_subprocess_exec(
        *leashed(argv, signal.SIGTERM, account),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, **(environ or {})},
        process_group=0,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), timeout)
    except TimeoutError:
        raise OpsError(f"{Path(argv[0]).name} did not end within {timeout:.0f} s") from None
    except asyncio.CancelledError:
        # It must not work on in a folder that goes; but initdb, interrupted, leaves shared memory behind.
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _LAST_WORK_S)
        raise
    finally:
        await _end_group(process)
    text = output.decode(errors="replace").strip()
    if process.returncode != 0:
        raise OpsError(
            f"{Path(argv[0]).name} failed: {text.splitlines()[-1] if text else process.returncode}"
        )
    return text


async def _end_group(process: asyncio.subprocess.Process) -> None:
    for wish in (signal.SIGTERM, signal.SIGKILL):
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, wish)
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _PATIENCE_S)
