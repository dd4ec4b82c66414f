"""What is switched on in a terminal when the console takes it, and off when it is given back."""

from __future__ import annotations

import contextlib
import os
import signal
import termios
from collections.abc import Iterator
from typing import Any

_PRIVATE = ("?1000", "?1003", "?1006", "?1004", "?2004")  # mouse, its movement, its format, focus, paste
_KITTY_FLAGS = 1 | 8 | 16  # unambiguous keys, all keys as sequences, with their text

_IFLAG, _LFLAG, _CC = 0, 3, 6


def enter(extras: bool, mouse: bool) -> str:
    """What to send first. `extras`: the terminal ignores what it does not know."""
    modes = [mode for mode in _PRIVATE if mouse or mode not in _PRIVATE[:3]]
    asked = f"\x1b[>{_KITTY_FLAGS}u\x1b[?2026$p" if extras else ""
    return "\x1b[?1049h\x1b[?25l\x1b[?7l" + "".join(f"\x1b[{mode}h" for mode in modes) + asked


def restore(extras: bool) -> str:
    """What to send last, harmless where it was not needed."""
    ended = "\x1b]8;;\x1b\\\x1b[?2026l\x1b[<u" if extras else ""
    modes = "".join(f"\x1b[{mode}l" for mode in reversed(_PRIVATE))
    return f"\x1b[0m{ended}{modes}\x1b[?7h\x1b[?1049l\x1b[?25h"


def take_flags(fd: int) -> list[Any] | None:
    """Make the terminal hand over each key at once, unechoed; the flags it had before."""
    try:
        before = termios.tcgetattr(fd)
        flags = termios.tcgetattr(fd)
        flags[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        flags[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        flags[_CC][termios.VMIN] = 1
        termios.tcsetattr(fd, termios.TCSANOW, flags)
    except termios.error:
        return None
    return before


def give_flags(fd: int, before: list[Any] | None) -> None:
    """Put the flags back, and forget what was typed and not read."""
    with contextlib.suppress(termios.error):
        termios.tcflush(fd, termios.TCIFLUSH)
        if before is not None:
            termios.tcsetattr(fd, termios.TCSANOW, before)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Touching the terminal from the background does not stop the process half-way."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def window_size(fd: int) -> tuple[int, int]:
    """The size that the terminal device says it has, whatever COLUMNS and LINES say."""
    try:
        width, height = os.get_terminal_size(fd)
    except OSError:
        width, height = 0, 0
    return min(width or 80, 1000), min(height or 24, 500)
