"""The settings of a command that is a check."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from data.config.base import Duration, Line, LocalPath, SourceSettings
from data.processes.argv import check_argv, mask_argv

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SIGNAL = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


def _list_only(value: object) -> object:
    if isinstance(value, str):
        raise ValueError('give a list, one argument each: ["check_disk", "-w", "10%"]; no shell reads it')
    return value


def _runnable(argv: tuple[str, ...]) -> tuple[str, ...]:
    check_argv(argv)
    return argv


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise ValueError("the name of a variable is made of letters, digits and underscores")
    return name


def _signal(name: str) -> str:
    if not _SIGNAL.fullmatch(name):
        raise ValueError('a signal is named like "backup.age_h"')
    return name


Variable = Annotated[str, AfterValidator(_variable)]


class CommandSettings(SourceSettings):
    """One program that is run as it stands, again and again."""

    argv: Annotated[
        tuple[str, ...],
        BeforeValidator(_list_only),
        AfterValidator(_runnable),
        PlainSerializer(mask_argv, return_type=list[str], when_used="json"),
    ]
    """The program and its arguments, one each; never read by a shell."""
    cwd: LocalPath | None = None
    """The folder to run it in."""
    env: dict[Variable, str] = {}
    """Variables to give it beside PATH, HOME and LANG; none of them secret."""
    env_from: tuple[Variable, ...] = ()
    """Names of the console's own variables to hand on; their values are kept out of what is shown."""
    signals: dict[Line, Annotated[str, AfterValidator(_signal)]] = {}
    """Signals that labels of the performance data feed, in place of ``command.<label>``."""
    every: Duration = Field(default=60.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""
    timeout: Duration = Field(default=10.0, gt=0, le=600)
    """After so long the program is ended."""

    def feeds(self) -> frozenset[str]:
        """The names of the signals that this source brings whatever the program prints, and those named."""
        return frozenset({"command.state", "command.took_ms", *self.signals.values()})
