"""Starting a program, with words for why it cannot be started."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.errors import SourceError
from data.models.failure import FailureKind
from data.processes.guard import Guard
from data.safe import safe

MARK = "OPS_CONSOLE_RUN"
"""The environment variable by which a run's descendants are known, wherever they went."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: nothing of it is ever read by a shell, and `environment` is all that it inherits.

    What is `guarded` is ended with all that it started even where the console is killed outright.
    """

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    cwd: Path | None = None
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """A program that runs, leader of a session and group of its own; `mark` is in its environment."""

    process: subprocess.Popen[bytes]
    mark: str
    guard: Guard | None = None


def start(command: Command) -> Started:
    """Start it with nothing to read. Raises SourceError, in words, where it cannot be started."""
    if command.cwd is not None and not command.cwd.is_dir():
        raise SourceError(FailureKind.NOT_CONFIGURED, f"cwd {command.cwd} is not a folder")
    program = _find(command)
    mark = f"{MARK}={uuid.uuid4().hex}"
    name, _, value = mark.partition("=")
    try:
        process = subprocess.Popen(
            [*leash(), program, *command.argv[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=command.cwd,
            env={**command.environment, name: value},
            start_new_session=True,
        )
    except OSError as error:
        if error.errno == errno.ENOEXEC:
            raise SourceError(
                FailureKind.MISSING_PROGRAM, f"{safe(program)} is no program", "does its first line lack #!?"
            ) from None
        words = (error.strerror or "the system refused").lower()
        raise SourceError(FailureKind.REFUSED, f"{safe(program)} cannot be started: {words}") from None
    return Started(process, mark, Guard(process.pid, mark) if command.guarded else None)


@cache
def leash() -> tuple[str, ...]:
    """What makes the kernel end a program when the console dies, be it by SIGKILL.

    `preexec_fn` could ask for the same, but runs Python between fork and exec, which may
    deadlock beside other threads; util-linux's setpriv asks after the exec. Where it is not
    to be had (other systems, BusyBox) a program outlives a console that is killed outright.
    """
    setpriv = shutil.which("setpriv", path="/usr/bin:/bin:/usr/sbin:/sbin")
    if setpriv is None:
        return ()
    words = (setpriv, "--pdeathsig", "KILL", "--")
    try:
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=2, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return words if tried.returncode == 0 else ()


def _find(command: Command) -> str:
    """The program's path, sought as the program itself would be: in its PATH, from its folder."""
    name = command.argv[0]
    if "/" in name:
        places = [(command.cwd or Path()) / name]
    else:
        folders = command.environment.get("PATH", os.defpath).split(os.pathsep)
        places = [Path(folder) / name for folder in folders if folder]
    found = [place for place in places if place.is_file()]
    for place in found:
        if os.access(place, os.X_OK):
            return str(place.absolute())
    if found:
        raise SourceError(
            FailureKind.MISSING_PROGRAM, f"{safe(found[0])} is not executable", f"chmod +x {safe(found[0])}"
        )
    raise SourceError(
        FailureKind.MISSING_PROGRAM, f"{safe(name)}: no such program", "install it, or correct argv"
    )
