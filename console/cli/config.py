"""``ops-console config``: start, check, show and find the configuration."""

from __future__ import annotations

import click

from console.cli.options import JSON
from console.cli.session import Session
from data.errors import ConfigError


@click.group()
def config() -> None:
    """The configuration: start, check, show, find it."""


@config.command()
@click.pass_obj
def init(session: Session) -> None:
    """Write a commented file to start from; never overwrites one."""
    from data.config.starter import write_starter  # noqa: PLC0415 - only this command needs it

    write_starter(session.config_file)
    say_written(session)


def say_written(session: Session) -> None:
    """Where the file to start from lies, and what to do with it."""
    session.say(f"Written: {session.config_file}")
    session.say("Next: edit it, then `ops-console config check` and `ops-console doctor`.")


@config.command()
@JSON
@click.pass_obj
def check(session: Session, as_json: bool) -> int:
    """Say everything that is wrong with the configuration."""
    from console.cli.config_report import faults, report_faults, report_sound  # noqa: PLC0415 - heavy

    found = faults(session)
    if found:
        report_faults(session, found, as_json=as_json)
        return ConfigError.exit_code
    report_sound(session, session.settings(), as_json=as_json)
    return 0


@config.command()
@JSON
@click.pass_obj
def show(session: Session, as_json: bool) -> None:
    """Print the configuration as it is understood, defaults included, secrets masked."""
    import tomli_w  # noqa: PLC0415 - only this command needs it

    from data.config.shown import shown  # noqa: PLC0415 - heavy: pydantic

    settings = session.settings()
    document = shown(settings)
    if as_json:
        session.say_json({"schema": 1, "file": str(settings.file), "found": settings.found, **document})
        return
    session.say(f"# {settings.file}" if settings.found else f"# defaults: there is no {settings.file}")
    session.say(tomli_w.dumps(document, multiline_strings=False).rstrip())


@config.command()
@JSON
@click.pass_obj
def path(session: Session, as_json: bool) -> None:
    """Print where the configuration is, or would be."""
    file = session.config_file
    if as_json:
        session.say_json({"schema": 1, "path": str(file), "found": file.is_file()})
    else:
        session.say(str(file))
