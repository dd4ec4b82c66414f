"""The standard streams, which may be closed, full, or without anybody at the other end."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from data.errors import OpsError
from data.safe import safe


class OutputError(OpsError):
    """Standard output takes no more: a full disk, most of all."""

    exit_code = 74


def said(speak: Callable[[], object]) -> None:
    """Speak. Raises OutputError, or BrokenPipeError where nobody listens any more."""
    try:
        speak()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"what it says cannot be written: {error.strerror or error}") from error


def complain(words: str) -> None:
    """What is wrong, in one line on standard error."""
    say_aside(f"ops-console: {safe(' '.join(words.split()), 2000)}")


def say_aside(text: str) -> None:
    """A line, or several, on standard error; where nothing takes it, the exit code has to tell."""
    try:
        sys.stderr.write(f"{text}\n")
    except OSError:
        drop(sys.stderr)


def settle(stream: TextIO) -> None:
    """Write what is still buffered, or lose it in silence: something worse is told already."""
    try:
        stream.flush()
    except OSError:
        drop(stream)


def drop(stream: TextIO) -> None:
    """Nobody reads: what is still buffered must not raise again when Python exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def replace_closed_streams() -> None:
    """What is said into a closed stream is lost, and one that is read is empty; the exit code still tells."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def never_fail_on_characters() -> None:
    """A character that the terminal's encoding lacks is shown as its number."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
