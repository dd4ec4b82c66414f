"""What is left to do when the program itself is at fault: one line, and a file for whoever mends it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from console import __version__
from data.config.places import state_dir
from data.safe import safe

INTERNAL = 70


class LastResort:
    """Turns an exception that nobody expected into exit code 70, one line and a crash file.

    The file holds the lines of code and the message, never the values of variables.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.exit_code = 0
        self._environ = environ

    def __enter__(self) -> LastResort:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Swallow what is an error; let a deliberate exit through."""
        if error is None or not isinstance(error, Exception):
            return False
        self.exit_code = INTERNAL
        where = self._write(error)
        sys.stderr.write(f"ops-console: {safe(f'internal error: {type(error).__name__}; {where}')}\n")
        return True

    def _write(self, error: Exception) -> str:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        file = state_dir(self._environ) / "crashes" / f"{stamp}-{os.getpid()}.txt"
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_private(file, _report(error))
        except OSError as failure:
            return f"its report could not be written to {file}: {failure.strerror}"
        return f"the report is {file}"


def _report(error: Exception) -> str:
    head = f"ops-console {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n\n"
    return head + "".join(traceback.format_exception(error))


def _write_private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(text)
