"""Where no console can be drawn, and what is said there."""

from __future__ import annotations

from collections.abc import Mapping


def refusal(environ: Mapping[str, str], stdin_isatty: bool, stdout_isatty: bool) -> str | None:
    """Why the console cannot run here, in one line with the way out; None where it can."""
    other = "use the commands instead, such as `ops-console check`"
    if not stdin_isatty or not stdout_isatty:
        stream = "standard output" if stdin_isatty else "standard input"
        return f"the console needs a terminal and {stream} is not one; {other}"
    if environ.get("TERM", "") in ("", "dumb", "unknown"):
        named = f"TERM={environ['TERM']}" if environ.get("TERM") else "TERM unset"
        return f"the console cannot draw on this terminal ({named}); set TERM, or {other}"
    return None
