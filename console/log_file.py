"""What goes wrong inside is written down for whoever mends it: not on the terminal, and without secrets."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

from console.terminal.crash import redact
from data.safe import safe_block

NAME = "console.log"
_LIMIT = 1_000_000
"""Bytes after which a new file is begun; one old one is kept."""
_ENTRY_LIMIT = 20_000


class LogFile(logging.Handler):
    """Warnings and worse of this program and its libraries, in a file for its owner only.

    The file is made with the first of them. A disk that does not take them stops nothing.
    """

    def __init__(self, file: Path | None) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; a traceback holds no variables."""
        if self._file is None:
            return
        text = safe_block(redact(self.format(record)), limit=_ENTRY_LIMIT) + "\n"
        with suppress(OSError):
            _make_room(self._file)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            with os.fdopen(os.open(self._file, flags, 0o600), "ab") as stream:
                stream.write(text.encode("utf-8", "backslashreplace"))


def _make_room(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > _LIMIT:
        file.replace(file.with_suffix(".log.old"))


def keep_log(folder: Path, *, read_only: bool) -> None:
    """From now on log into `folder`; in read-only mode nowhere, but not on the terminal either."""
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if isinstance(each, LogFile)]:
        root.removeHandler(earlier)
    root.addHandler(LogFile(None if read_only else folder / NAME))
