"""Runs one command line: whatever happens, one line for the person and an exit code for the script."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import click

from console.cli.last_resort import LastResort
from console.cli.root import root
from console.cli.session import Session
from console.cli.streams import (
    OutputError,
    complain,
    drop,
    never_fail_on_characters,
    replace_closed_streams,
    said,
    settle,
)
from data.errors import OpsError, UsageError

_INTERRUPTED = 130
_BROKEN_PIPE = 141
_PLAIN = {
    "a valid integer range": "a whole number",
    "a valid integer": "a whole number",
    "a valid float range": "a number",
    "%Y-%m-%d": "2026-11-20",
    "%H:%M:%S": "09:02:11",
    "%H:%M": "09:02",
}
"""What click says of values, and how a person would."""
_COMPLETE = "_OPS_CONSOLE_COMPLETE"
"""What a shell sets, as click has it: "bash_source" for its script, "bash_complete" for words."""


def run(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run a command line (without the program's name) and return its exit code."""
    replace_closed_streams()
    never_fail_on_characters()
    _look_for_no_plugins()
    if _COMPLETE in environ:
        return _complete(environ[_COMPLETE])
    session = Session(environ)
    guard = LastResort(environ)
    with guard:
        try:
            guard.exit_code = invoke(argv, session)
            said(sys.stdout.flush)
        except OutputError as error:
            drop(sys.stdout)
            guard.exit_code = _complain(str(error), error.exit_code)
        except OpsError as error:
            guard.exit_code = _complain(str(error), error.exit_code)
        except click.ClickException as error:
            guard.exit_code = _complain(words_of(error), UsageError.exit_code)
        except (click.Abort, KeyboardInterrupt):
            guard.exit_code = _INTERRUPTED
        except BrokenPipeError:
            drop(sys.stdout)
            guard.exit_code = _BROKEN_PIPE
        finally:
            session.close()
    settle(sys.stdout)
    return guard.exit_code


def _complete(instruction: str) -> int:
    """Words that may stand next, for a shell; none where what stands before is wrong."""
    from click.shell_completion import shell_complete  # noqa: PLC0415 - only when a shell asks

    try:
        return shell_complete(root, {}, "ops-console", _COMPLETE, instruction)
    except (OpsError, click.ClickException):
        return UsageError.exit_code
    except OSError:
        drop(sys.stdout)
        return OutputError.exit_code


def invoke(argv: Sequence[str], session: Session) -> int:
    """Do what a command line says; its exit code. Raises OpsError, and what click raises."""
    try:
        with root.make_context("ops-console", list(argv), obj=session) as ctx:
            result = root.invoke(ctx)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    return result if isinstance(result, int) else 0


def _complain(message: str, exit_code: int) -> int:
    settle(sys.stdout)
    complain(message)
    return exit_code


def words_of(error: click.ClickException) -> str:
    """What click refuses, in one line."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and ctx is not None:
        names = ", ".join(ctx.command.list_commands(ctx)) if isinstance(ctx.command, click.Group) else ""
        return f"{ctx.command_path.partition(' ')[2]}: say which: {names}"
    hint = f" ({ctx.command_path} --help)" if ctx is not None else ""
    message = error.format_message()
    for jargon, plain in _PLAIN.items():
        message = message.replace(jargon, plain)
    return f"{message[:1].lower()}{message[1:].rstrip('.')}{hint}"


def _look_for_no_plugins() -> None:
    """Pydantic would look through all that is installed for plugins of its own, longer than all it checks."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
