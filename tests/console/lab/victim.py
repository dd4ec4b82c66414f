"""A lab in a process of its own, to be ended in every way, and a look at what it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil

from tests.console.lab.asking import PATIENCE_S, eventually
from tests.lab_environment import reachable_folder

_ROOT = Path(__file__).parents[3]


class Victim:
    """``ops-console lab --headless`` with a folder for temporary files that only it uses."""

    def __init__(self, path: str) -> None:
        self._stack = ExitStack()
        # Numbers of processes come round again: what others left long ago is none of its own.
        self._shared_before = _shared_memory().keys()
        self.place = self._stack.enter_context(reachable_folder())
        self.main = subprocess.Popen(
            [sys.executable, "-m", "console", "lab", "--headless"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
            env={**os.environ, "TMPDIR": str(self.place), "PATH": path},
            start_new_session=True,
        )
        self._family: list[psutil.Process] = []

    def ready(self) -> Path:
        """Wait for the line that names the configuration."""
        assert self.main.stdout is not None and self.main.stderr is not None
        line = self.main.stdout.readline().strip()
        assert line, self.main.stderr.read()
        return Path(line)

    def look(self) -> list[psutil.Process]:
        """Remember every process that belongs to it now."""
        self._family = psutil.Process(self.main.pid).children(recursive=True)
        return self._family

    def programs(self) -> list[str]:
        """The command lines of what runs now."""
        found = []
        for process in self.look():
            with suppress(psutil.NoSuchProcess):
                found.append(" ".join(process.cmdline()))
        return found

    def alive(self) -> list[psutil.Process]:
        """Which of the processes that were looked at still run."""
        return [process for process in self._family if process.is_running()]

    def keeper(self) -> psutil.Process:
        """The process that holds the parts."""
        return psutil.Process(self.main.pid).children()[0]

    def end(self, number: signal.Signals) -> int:
        """Send the main process a signal and wait for its end."""
        self.look()
        self.main.send_signal(number)
        return self.main.wait(PATIENCE_S)

    def remains(self) -> list[str]:
        """What is still there: processes, files, mounts, shared memory."""
        mounts = Path("/proc/self/mounts").read_text().splitlines()
        pids = {process.pid for process in self._family}
        shared = {id: each for id, each in _shared_memory().items() if id not in self._shared_before}
        return [
            *(repr(process) for process in self.alive()),
            *(str(path) for path in self.place.iterdir()),
            *(line for line in mounts if str(self.place) in line),
            *(line for line in shared.values() if int(line.split()[4]) in pids),
        ]

    def left(self) -> list[str]:
        """What remains, however long one waits."""
        eventually(lambda: not self.remains())
        return self.remains()

    def close(self) -> None:
        """End whatever a failed test has left."""
        self.main.kill()
        for process in self.alive():
            process.kill()
        self.main.communicate()
        for mount in [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]:
            if mount.startswith(str(self.place)):
                subprocess.run(["umount", "-l", mount], check=False)
        self._stack.close()


def _shared_memory() -> dict[str, str]:
    """The lines of the kernel's table of shared memory, by the number of the segment."""
    lines = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return {line.split()[1]: line for line in lines}
