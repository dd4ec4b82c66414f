"""What ``config check`` finds and says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.cli.session import Session
from console.cli.streams import complain
from data.config.configuration import Configuration
from data.config.named_secrets import missing_files, unset_variables
from data.config.nearest import did_you_mean
from data.config.problem import InvalidConfig
from data.errors import ConfigError, OpsError
from data.safe import safe


def faults(session: Session) -> list[OpsError]:
    """Everything that is wrong, in the file itself and in the files that it names.

    Raises ConfigError where the file cannot even be read.
    """
    try:
        settings = session.settings()
    except InvalidConfig as error:
        return [error]
    found = []
    for look in (_policies, _content, _theme, _files):
        try:
            look(session, settings)
        except OpsError as error:
            found.append(error)
    return found


def report_faults(session: Session, found: Sequence[OpsError], *, as_json: bool) -> None:
    """Every fault: one line each on standard error, or one JSON document."""
    if as_json:
        problems = [row for error in found for row in _rows(error)]
        file = session.config_file
        session.say_json({"schema": 1, "file": str(file), "valid": False, "problems": problems})
        return
    for error in found:
        for line in _lines(error):
            complain(line)


def report_sound(session: Session, settings: Configuration, *, as_json: bool) -> None:
    """That all is well, and what is configured."""
    unset = unset_variables(settings, session.environ)
    warnings = [*settings.warnings, *(f"{settings.file}: {each}" for each in unset)]
    kinds = sorted({source.kind for source in settings.sources})
    number = len(settings.sources)
    if as_json:
        about = {"file": str(settings.file), "found": settings.found, "valid": True, "problems": []}
        content = {"warnings": warnings, "sources": number, "kinds": kinds}
        session.say_json({"schema": 1, **about, **content})
        return
    for warning in warnings:
        session.say(f"Warning: {safe(warning, 2000)}")
    if not settings.found:
        session.say(f"There is no {settings.file}; everything has its default.")
        session.say("Start one: ops-console config init")
        return
    sources = f"{number} source{'' if number == 1 else 's'}" + (f" ({', '.join(kinds)})" if kinds else "")
    session.say(f"{settings.file} is sound: {sources}.")


def _policies(session: Session, settings: Configuration) -> None:
    try:
        session.policies().get(settings.console.policy)
    except ConfigError:
        raise
    except OpsError as error:
        raise _at("console.policy", settings, error.message, error.remedy) from error


def _content(session: Session, settings: Configuration) -> None:
    """A team's own lists, procedures, message templates and scenarios: each reads only its own."""
    from data.drills.scenarios.library import load_scenarios, scenario_files  # noqa: PLC0415 - heavy: reads all of them
    from data.messages.shelf import load_templates  # noqa: PLC0415
    from data.procedures.library import load_checklists  # noqa: PLC0415
    from data.procedures.runbooks.shelf import load_runbooks  # noqa: PLC0415

    load_checklists(settings.procedures)
    shelf = load_runbooks(settings.procedures)
    load_scenarios(shelf, session.policies(), scenario_files(settings.procedures))
    load_templates(settings.procedures)


def _files(session: Session, settings: Configuration) -> None:
    problems = missing_files(settings)
    if problems:
        raise InvalidConfig(settings.file, problems)


def _theme(session: Session, settings: Configuration) -> None:
    if not settings.console.theme:
        return
    from themes import THEMES  # noqa: PLC0415 - heavy: textual

    names = [name.removeprefix("ops-") for name in THEMES]
    if settings.console.theme.removeprefix("ops-") not in names:
        remedy = did_you_mean(settings.console.theme, names) or f"there are {', '.join(names)}"
        raise _at("console.theme", settings, "no theme has this name", remedy)


def _at(key: str, settings: Configuration, message: str, remedy: str) -> ConfigError:
    return ConfigError(message, file=settings.file, key=key, remedy=remedy)


def _rows(error: OpsError) -> list[dict[str, Any]]:
    if isinstance(error, InvalidConfig):
        return [
            {
                "file": str(error.file),
                "key": problem.key,
                "line": problem.line or None,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in error.problems
        ]
    file, key = (error.file, error.key) if isinstance(error, ConfigError) else (None, "")
    return [
        {
            "file": str(file) if file else None,
            "key": key,
            "line": None,
            "message": error.message,
            "remedy": error.remedy,
        }
    ]


def _lines(error: OpsError) -> list[str]:
    if isinstance(error, InvalidConfig):
        return [f"{error.file}: {problem}" for problem in error.problems]
    return [str(error)]
