"""``drill new`` and ``drill lint``: a scenario of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.options import JSON
from console.cli.session import Session

if TYPE_CHECKING:
    from data.config.problem import Problem


@click.command("new")
@click.argument("name")
@click.pass_obj
def new_scenario(session: Session, name: str) -> None:
    """Write NAME.toml here: a commented scenario to change, which runs as it stands."""
    from data.drills.scenarios.beginning import write_template  # noqa: PLC0415 - heavy: only when it runs

    file = write_template(name, Path())
    session.say(f"{file} is written. Change it, then:")
    session.say(f"  ops-console drill lint {file}")
    session.say(f"  ops-console drill run ./{file}")


@click.command("lint")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def lint_scenarios(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """What is wrong or doubtful in scenario files, line by line; exit code 65 where anything is."""
    from data.errors import BadDataError  # noqa: PLC0415 - heavy: only when it runs
    from data.safe import safe  # noqa: PLC0415

    found = [(file, problem) for file in files for problem in _problems(session, file)]
    if as_json:
        rows = [
            {"file": str(file), "line": p.line, "key": p.key, "message": p.message, "remedy": p.remedy}
            for file, p in found
        ]
        session.say_json({"schema": 1, "problems": rows})
    else:
        lines = [f"{safe(_place(file, problem))}: {safe(_words(problem))}" for file, problem in found]
        session.say("\n".join(lines or ["Nothing is wrong."]))
    return BadDataError.exit_code if found else 0


def _place(file: Path, problem: Problem) -> str:
    return f"{file}:{problem.line}" if problem.line else str(file)


def _words(problem: Problem) -> str:
    said = f"{problem.message} ({problem.remedy})" if problem.remedy else problem.message
    return f"{problem.key}: {said}" if problem.key else said


def _problems(session: Session, file: Path) -> list[Problem]:
    """What hinders it, or else what is doubtful about it."""
    from data.config.problem import Problem  # noqa: PLC0415 - heavy: only when it runs
    from data.drills.scenarios.checking import problems_of  # noqa: PLC0415
    from data.errors import ConfigError  # noqa: PLC0415
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415
    from data.sources import BY_NAME  # noqa: PLC0415

    shelf = load_runbooks(session.settings().procedures)
    try:
        return problems_of(file, shelf, session.policies(), tuple(BY_NAME))
    except ConfigError as error:
        return [Problem("", error.message.removeprefix(f"{file}: "), error.remedy)]
