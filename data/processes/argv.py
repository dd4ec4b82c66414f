"""Argument lists: which are refused before anything runs, and how they are shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from data.safe import safe
from data.scrubber import MASK
from data.web.address import mask_url, secret_name

_LONGEST = 131_071
"""Bytes of one argument; Linux takes no more."""
_PLACEHOLDER = re.compile(r"(?<![$%{])\{[A-Za-z_][A-Za-z0-9_.-]*\}(?!\})")
_QUOTED = re.compile(rf"""(["'])[^"']*{_PLACEHOLDER.pattern}[^"']*\1""")
_INTERPRETER = re.compile(r"(ba|da|z|k|a|c|tc|fi)?sh|python[\d.]*|perl|ruby|node|php")
_CODE_OPTION = re.compile(r"-[A-Za-z]*[cer]|--(command|eval)")
_SSH_TAKES_VALUE = re.compile(r"-[A-Za-z]*[BbcDEeFIiJLlmOopQRSWw]")


def check_argv(argv: Sequence[str]) -> None:
    """Raises ValueError where a list cannot be run as it stands, or not safely."""
    if not argv or not argv[0].strip():
        raise ValueError("the first argument is the program")
    for position, argument in enumerate(argv):
        if "\0" in argument:
            raise ValueError(f"argument {position} holds a NUL byte")
        if len(argument.encode(errors="surrogateescape")) > _LONGEST:
            raise ValueError(f"argument {position} is longer than {_LONGEST:,} bytes")
    for argument in _evaluated(argv):
        if _PLACEHOLDER.search(argument):
            raise ValueError(
                "a placeholder inside text that a shell evaluates lets its value run as code: "
                "give the program and its arguments as a list instead"
            )
    if any(_QUOTED.search(argument) for argument in argv):
        raise ValueError("quotes around a placeholder are passed on as they are: leave them out")


def show_argv(argv: Sequence[str]) -> str:
    """The list as one line for people, with secrets masked."""
    return safe(shlex.join(mask_argv(argv)))


def mask_argv(argv: Sequence[str]) -> list[str]:
    """The list with secrets masked: those after an option named like one, and those in addresses."""
    return list(_masked(argv))


def _masked(argv: Sequence[str]) -> Iterator[str]:
    hide_next = False
    for argument in argv:
        name, equals, _ = argument.partition("=")
        option = argument.startswith("-") and secret_name(name)
        if hide_next and not argument.startswith("-"):
            yield MASK
        elif option and equals:
            yield f"{name}={MASK}"
        else:
            yield mask_url(argument) if "://" in argument else argument
        hide_next = option and not equals


def _evaluated(argv: Sequence[str]) -> Iterator[str]:
    """The arguments that a shell, an interpreter or a remote shell reads as code."""
    for position, argument in enumerate(argv):
        program, rest = PurePath(argument).name, argv[position + 1 :]
        if program == "ssh":
            yield from _remote(rest)
        elif _INTERPRETER.fullmatch(program):
            options = [at for at, option in enumerate(rest) if _CODE_OPTION.fullmatch(option)]
            yield from (rest[at + 1] for at in options if at + 1 < len(rest))


def _remote(arguments: Sequence[str]) -> Sequence[str]:
    """What ssh hands to the shell at the other end: all that follows the host."""
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        position += 2 if _SSH_TAKES_VALUE.fullmatch(arguments[position]) else 1
    return arguments[position + 1 :]
