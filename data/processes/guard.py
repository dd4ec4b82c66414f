"""Ends what a program started where the console itself is killed outright and can end nothing any more."""

from __future__ import annotations

import subprocess
from contextlib import suppress

_SCRIPT = """
read _ && exit
kill -KILL -- "-$1"
grep -lzxFa -e "$2" /proc/[0-9]*/environ | while IFS=/ read -r _ _ p _; do kill -KILL "$p"; done
"""
"""Reads until the console says that all is well, or is gone; then first the group, then who left it."""


class Guard:
    """A small process of its own that waits for the console's death.

    The kernel ends the program itself then (`data.processes.start.leash`), but not what that had started.
    """

    def __init__(self, group: int, mark: str) -> None:
        """Watch over a group of processes, and over whoever has `mark` in its environment."""
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _SCRIPT, "sh", str(group), mark],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": "/usr/bin:/bin"},
                cwd="/",
                start_new_session=True,
            )

    def release(self) -> None:
        """Say that all is well; called before the group's number can be another's."""
        guard, self._process = self._process, None
        if guard is None:
            return
        with suppress(OSError):
            guard.communicate(b"\n", timeout=2)
        if guard.poll() is None:
            guard.kill()
            guard.wait()
