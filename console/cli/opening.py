"""Opening the console where there is a terminal to open it in, and saying so where there is none."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Protocol

from console.cli.session import Session
from data.errors import UsageError

_INSTEAD = "ops-console check and ops-console log show print plain text"


class Stream(Protocol):
    """As much of a file as is asked here."""

    def isatty(self) -> bool:
        """Whether a terminal is on the other side."""
        ...


def open_in_terminal(session: Session) -> int:
    """Open the console; its exit code. Raises UsageError where no terminal can carry it."""
    reason = refusal(sys.stdin, sys.stdout, session.environ)
    if reason:
        raise UsageError(reason, _INSTEAD)
    from console.wiring import open_console  # noqa: PLC0415 - heavy: textual

    code: int = open_console(session)
    return code


def refusal(stdin: Stream, stdout: Stream, environ: Mapping[str, str]) -> str:
    """Why the console cannot be drawn here; empty where it can."""
    if not (stdin.isatty() and stdout.isatty()):
        return "the console needs a terminal, and there is none here"
    if environ.get("TERM", "") in ("", "dumb", "unknown"):
        return f"the console cannot be drawn on TERM={environ.get('TERM', '') or '(unset)'}"
    return ""
