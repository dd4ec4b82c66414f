"""What a scripted operator types: which commands a drill knows, and calling them in this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass

import click

from console.cli.options import Options
from console.cli.run import invoke, words_of
from console.cli.session import Session
from data.errors import OpsError, UsageError

COMMANDS = ("alert", "check", "checklist", "incident", "log", "outbox", "policy", "runbook")
"""What touches nothing outside a drill."""
_ENDLESS = (("log", "follow"),)


@dataclass(frozen=True, slots=True)
class Called:
    """What a command printed; `refused` says in one line why it did nothing, where it did nothing."""

    printed: str
    refused: str = ""


def call(session: Session, argv: tuple[str, ...]) -> Called:
    """Do what a command line says. Nobody is there to be asked; each line has its own options."""
    session.options = Options()
    printed = io.StringIO()
    session.write = printed.write
    refused = ""
    with redirect_stdout(printed), redirect_stderr(printed), _nobody_there():
        try:
            if argv[:2] in _ENDLESS:
                raise UsageError(f"{' '.join(argv[:2])} has no end", "look with log show")
            invoke(argv, session)
        except OpsError as error:
            refused = str(error)
        except click.ClickException as error:
            refused = words_of(error)
        except click.Abort:
            refused = "nobody is there to answer"
        except SystemExit as leaving:
            refused = f"it ended with {leaving.code}"
    return Called(printed.getvalue(), " ".join(refused.split()))


@contextmanager
def _nobody_there() -> Iterator[None]:
    """Standard input has ended, and is no terminal."""
    kept, sys.stdin = sys.stdin, io.StringIO()
    try:
        yield
    finally:
        sys.stdin = kept
