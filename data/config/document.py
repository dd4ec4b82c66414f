"""Reads the configuration's file: its text, its parsed form, and who else can touch it."""

from __future__ import annotations

import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.config.lines import Lines
from data.config.problem import InvalidConfig, Problem
from data.errors import ConfigError, remedy_of

SIZE_LIMIT = 4_000_000
_MANY_DIGITS = re.compile(r"[0-9_]{1000,}")
_TWICE = "it stands twice; tables of which there are several begin with [["
_BARE = 'words and durations stand in straight quotes: key = "…"'
_LINES = "a line is key = value, a [table] or a # comment"
_REMEDIES = {
    "Cannot overwrite a value": _TWICE,
    "Cannot declare": _TWICE,
    "Invalid value": _BARE,
    "Expected '=' after a key": _LINES,
    "Invalid statement": _LINES,
    "Expected newline or end of document": _BARE,
}
_AT = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|(end of document))\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file, with its text and the line of each value at hand."""

    file: Path
    text: str
    content: dict[str, Any]
    lines: Lines
    warnings: tuple[str, ...]


def read_document(file: Path) -> Document | None:
    """The file's content, None where there is no such file. Raises ConfigError."""
    try:
        with file.open("rb") as stream:
            mode = file.stat().st_mode
            raw = stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=file, remedy=remedy_of(error)) from error
    if len(raw) > SIZE_LIMIT:
        raise ConfigError(
            f"larger than {SIZE_LIMIT // 1_000_000} MB; nobody writes that much by hand", file=file
        )
    text = _decode(file, raw)
    return Document(file, text, _parse(file, text), Lines(text), _warnings(file, mode))


def _decode(file: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InvalidConfig(file, [Problem("", "not UTF-8", "save it as UTF-8", line)]) from error


def _parse(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.match(str(error))
        message = found[1] if found else str(error)
        line = int(found[2]) if found and found[2] else text.count("\n") + 1
        remedy = next((remedy for words, remedy in _REMEDIES.items() if message.startswith(words)), "")
        raise InvalidConfig(file, [Problem("", f"not TOML: {message}", remedy, line)]) from error
    except ValueError as error:
        digits = _MANY_DIGITS.search(text)
        line = text.count("\n", 0, digits.start()) + 1 if digits else 0
        raise InvalidConfig(file, [Problem("", "a number with thousands of digits", line=line)]) from error
    except RecursionError as error:
        raise ConfigError("not TOML: nested too deep", file=file) from error


def _warnings(file: Path, mode: int) -> tuple[str, ...]:
    """A file that anybody may write is refused: it names commands that will be run."""
    if stat.S_ISCHR(mode):
        raise ConfigError("a device, and no file", file=file)
    if mode & stat.S_IWOTH:
        raise ConfigError(
            "anybody can write it, and it names commands to run", file=file, remedy=f"chmod o-w {file}"
        )
    if mode & stat.S_IWGRP:
        return (f"{file}: its group can write it, and it names commands to run (chmod 600 {file})",)
    if mode & stat.S_IROTH:
        return (f"{file}: everybody on this machine can read it (chmod 600 {file})",)
    return ()
