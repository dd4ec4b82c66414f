"""What is left to do when the program itself is at fault: one line, and a file for whoever mends it."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

from console.cli.streams import say_aside
from data.config.places import state_dir


class LastResort:
    """Turns an exception that nobody expected into an exit code, one line and a crash report."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.exit_code = 0
        self._environ = environ

    def __enter__(self) -> LastResort:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Swallow what is an error; let a deliberate exit through."""
        if not isinstance(error, Exception):
            return False
        from console.terminal import crash  # noqa: PLC0415 - only when it comes to that

        self.exit_code = crash.CRASHED
        report = crash.write_report(error, state_dir(self._environ) / "crashes")
        say_aside(crash.told(error, report))
        return True
