"""The machine: versions, terminal, locale, clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TextIO
from zoneinfo import ZoneInfo

from console import __version__
from console.doctor.finding import Finding, mend, ok, warn
from console.terminal.refusal import refusal
from console.terminal.small_view import is_too_small
from data.timekeeping import Timekeeper

_COMFORTABLE = (80, 24)
_LIBRARIES = ("textual", "rich", "httpx", "asyncpg", "boto3", "pydantic", "click", "psutil")


def versions() -> Iterator[Finding]:
    """Ours, Python's and the libraries'; Textual must be the one the terminal's safety was proved on."""
    yield ok("version", f"ops-console {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    found = {name: _version(name) for name in _LIBRARIES}
    yield ok("libraries", ", ".join(f"{name} {number or 'missing'}" for name, number in found.items()))
    for name, number in found.items():
        if not number:
            yield mend("libraries", f"{name} is not installed", "install ops-console again")
    wanted = _pinned("textual")
    if wanted and found["textual"] not in (wanted, ""):
        yield warn(
            "libraries",
            f"textual {found['textual']} is installed, {wanted} is what was proved",
            f"pip install textual=={wanted}",
        )


def terminal(
    stdin: TextIO, stdout: TextIO, environ: Mapping[str, str], size: tuple[int, int]
) -> Iterator[Finding]:
    """Whether the console can be drawn here, and how large."""
    reason = refusal(environ, stdin.isatty(), stdout.isatty())
    if reason:
        yield warn("terminal", reason)
        return
    columns, lines = size
    words = f"{environ['TERM']}, {columns}×{lines}" + (", NO_COLOR" if environ.get("NO_COLOR") else "")
    if is_too_small(columns, lines):
        yield warn("terminal", f"{words}: too small to work in", "80×24 or larger is comfortable")
    elif columns < _COMFORTABLE[0] or lines < _COMFORTABLE[1]:
        yield warn("terminal", f"{words}: fewer things are shown", "80×24 or larger is comfortable")
    else:
        yield ok("terminal", words)


def locale(encoding: str | None) -> Finding:
    """Whether characters beyond ASCII can be printed."""
    if (encoding or "").lower().replace("-", "") == "utf8":
        return ok("locale", f"{encoding}")
    return warn("locale", f"{encoding or 'unknown'}: signs are replaced by ASCII", "export LANG=C.UTF-8")


def clock(keeper: Timekeeper, zone: ZoneInfo) -> Iterator[Finding]:
    """Whether the wall clock is plausible, which zone days are reckoned in, what durations rest on."""
    now = keeper.now()
    local = now.astimezone(zone)
    if 2025 <= now.year < 2100:
        yield ok("clock", f"{local.isoformat(timespec='seconds')} {zone.key}")
    else:
        yield mend("clock", f"the machine believes it is {local.date()}", "set its clock, let NTP keep it")
    if not hasattr(time, "CLOCK_BOOTTIME"):
        yield warn("clock", "durations do not count the time that this machine is suspended")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _pinned(name: str) -> str:
    """The exact version that our own metadata asks for; empty where it is not to be had."""
    try:
        wanted = requires("ops-console") or []
    except PackageNotFoundError:
        return ""
    pins = [line.partition("==")[2].split(";")[0].strip() for line in wanted if line.startswith(f"{name}==")]
    return pins[0] if pins else ""
