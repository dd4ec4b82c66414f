"""The options that every command takes, before or after its own name, and the one of every listing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from console import __version__

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
"""Of a command that prints a listing, or what it has done."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line; None where nothing was."""

    config: Path | None = None
    log_dir: Path | None = None
    policy: str | None = None
    screen: str | None = None
    theme: str | None = None
    read_only: bool = False


def global_options(*, hidden: bool = False) -> list[click.Option]:
    """Fresh parameters for one command; each lays its value down in the session."""
    path = click.Path(path_type=Path)
    file = click.Path(path_type=Path, readable=False)  # whoever reads it says what is wrong with it
    return [
        _option("--config", "FILE", file, "Read this configuration.", hidden),
        _option("--log-dir", "DIR", path, "Keep the journal in this folder.", hidden),
        _option("--policy", "ID", str, "Judge by this policy.", hidden),
        _option("--screen", "NAME", str, "Open on this screen, or run: checklists/ID.", hidden),
        _option("--theme", "NAME", str, "Draw in this theme.", hidden),
        click.Option(
            ["--read-only"],
            is_flag=True,
            default=None,
            help="Look, and change nothing.",
            hidden=hidden,
            expose_value=False,
            callback=_lay_down,
        ),
    ]


def help_option() -> click.Option:
    """As click has it, but printed as everything else is, so that a full disk is told in the same words."""
    return _spoken(["-h", "--help"], "Show this message and exit.", click.Context.get_help)


def version_option() -> click.Option:
    """The number of this version, in the same manner."""
    told = f"ops-console {__version__}"
    return _spoken(["-V", "--version"], "Show the version and exit.", lambda ctx: told)


def _spoken(names: list[str], help_: str, words: Callable[[click.Context], str]) -> click.Option:
    def speak(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            ctx.find_root().obj.say(words(ctx))
            ctx.exit()

    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, help=help_, callback=speak)


def hoist(command: click.Command) -> None:
    """Make a command, and all below it, take the global options after its name too.

    A listing tells the whole first sentence of each; click would cut it after some words.
    """
    command.short_help = first_sentence(command.help or "")
    taken = {name for parameter in command.params for name in parameter.opts}
    command.params.extend(option for option in global_options(hidden=True) if option.opts[0] not in taken)
    command.params.append(help_option())
    if isinstance(command, click.Group):
        for child in command.commands.values():
            hoist(child)


def first_sentence(help_: str) -> str:
    """The first sentence of a help text, in one line."""
    paragraph = " ".join(help_.partition("\n\n")[0].split())
    return f"{paragraph.partition('. ')[0].rstrip('.')}." if paragraph else ""


def _option(
    name: str, metavar: str, type_: click.ParamType[Any] | type[str], help_: str, hidden: bool
) -> click.Option:
    return click.Option(
        [name],
        metavar=metavar,
        type=type_,
        help=help_,
        hidden=hidden,
        expose_value=False,
        callback=_lay_down,
    )


def _lay_down(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:  # noqa: ANN401 - click's
    if value is not None and not ctx.resilient_parsing:
        session = ctx.find_root().obj
        session.options = replace(session.options, **{str(parameter.name): value})
