"""The report of a crash: where it happened and what was said, never what the variables held."""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from traceback import TracebackException

from console import __version__
from data.safe import safe, safe_block

CRASHED = 70
"""EX_SOFTWARE: the program itself is at fault."""

Redactor = Callable[[str], str]

_MASK = "***"
_SECRETS = (
    re.compile(r"(?<=://)[^/\s'\"@]*:[^/\s'\"@]*(?=@)"),
    re.compile(r"(?i)\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}"),
    re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    re.compile(r"\b(?:gh[pousr]_|xox[abprs]-|sk-|glpat-)[A-Za-z0-9_-]{10,}"),
)
_NAMED = re.compile(
    r"(?i)((?:api[_-]?key|token|secret|passw(?:or)?d|passwd|authorization|credential|signature)\w*"
    r"['\"]?\s*[=:]\s*['\"]?)([^\s'\",;&)}\]]+)"
)


def redact(text: str) -> str:
    """The text with what looks like a secret masked."""
    for pattern in _SECRETS:
        text = pattern.sub(_MASK, text)
    return _NAMED.sub(rf"\1{_MASK}", text)


def report_text(error: BaseException, redactor: Redactor = redact) -> str:
    """The whole report."""
    about = (
        f"ops-console {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{datetime.now(UTC).isoformat(timespec='seconds')}\n\n"
    )
    trace = TracebackException.from_exception(error, capture_locals=False, compact=True)
    return about + safe_block(redactor("".join(trace.format())), limit=200_000) + "\n"


def write_report(error: BaseException, folder: Path, redactor: Redactor = redact) -> Path | None:
    """Write the report where only its owner can read it; the file, or None where nowhere would do."""
    text = report_text(error, redactor)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{os.getpid()}.txt"
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_private(place / name, text)
        except OSError:
            continue
        return place / name
    return None


def told(error: BaseException, report: Path | None, redactor: Redactor = redact) -> str:
    """The one line that a person sees."""
    what = safe(redactor(f"{type(error).__name__}: {error}"), limit=200)
    where = f"the report is {report}" if report else "its report could not be written"
    return f"ops-console: internal error: {what}; {where}"


def _write_private(file: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(text)
