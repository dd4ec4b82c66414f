"""The person at the terminal: told things, and asked; nobody there, and nothing typed, is a no."""

from __future__ import annotations

import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Enough(Exception):
    """The person wants nothing more done now."""


class Person:
    """`say` writes a line; what is asked `carefully` is not answered by what was typed before."""

    def __init__(self, say: Callable[[str], None], *, carefully: bool) -> None:
        self._say = say
        self._carefully = carefully

    def tell(self, *lines: str) -> None:
        """Write lines."""
        with _while_there():
            for line in lines:
                self._say(line)
            sys.stdout.flush()

    def ask(self, question: str) -> str:
        """What is typed, without blanks around it; raises Enough where that is nothing."""
        if self._carefully:
            _forget_typed_ahead()
        with _while_there():
            sys.stdout.write(question)
            sys.stdout.flush()
        try:
            line = sys.stdin.readline()
        except (OSError, UnicodeDecodeError):
            line = ""
        if not line.strip():
            raise Enough
        return line.strip()


@contextmanager
def _while_there() -> Iterator[None]:
    """A terminal that is gone, with a console that was told to outlive it, ends the command."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        raise SystemExit(128 + signal.SIGHUP) from None


def _forget_typed_ahead() -> None:
    """A second enter, or a key that repeats, answers no question that was not yet to be seen."""
    with suppress(OSError, ValueError, termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
