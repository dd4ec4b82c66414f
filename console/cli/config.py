"""``ops-console config``: start, check, show and find the configuration."""

from __future__ import annotations

import click

from console.cli.session import Session
from data.config.places import config_file


@click.group()
def config() -> None:
    """The configuration: start, check, show, find it."""


@config.command()
@click.pass_obj
def init(session: Session) -> None:
    """Write a commented file to start from; never overwrites one."""
    from data.config.starter import write_starter  # noqa: PLC0415 - only this command needs it

    file = config_file(session.environ, session.options.config)
    write_starter(file)
    session.say(f"Written: {file}")
    session.say("Next: edit it, then `ops-console config check` and `ops-console doctor`.")


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(session: Session, as_json: bool) -> int:
    """Say everything that is wrong with the configuration."""
    from console.cli.config_report import report_problems, report_sound  # noqa: PLC0415 - heavy: pydantic
    from data.config.problem import InvalidConfig  # noqa: PLC0415

    try:
        settings = session.settings()
    except InvalidConfig as error:
        report_problems(session, error, as_json=as_json)
        return error.exit_code
    report_sound(session, settings, as_json=as_json)
    return 0


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
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
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def path(session: Session, as_json: bool) -> None:
    """Print where the configuration is, or would be."""
    file = config_file(session.environ, session.options.config)
    if as_json:
        session.say_json({"schema": 1, "path": str(file), "found": file.is_file()})
    else:
        session.say(str(file))
