"""The environment that a command is given: little, and nothing that was not asked for."""

from __future__ import annotations

from collections.abc import Mapping

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.command.settings import CommandSettings

_DEFAULTS = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def environment(
    settings: CommandSettings, console: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The variables, and the values among them that must not be shown.

    Raises SourceError where a variable that is to be handed on is not set.
    """
    given = {name: console.get(name) or default for name, default in _DEFAULTS.items()}
    given |= {name: console[name] for name in ("HOME",) if name in console}
    given["LC_NUMERIC"] = "C"  # a comma in a number would read as another number
    given |= settings.env
    for name in settings.env_from:
        if name not in console:
            raise SourceError(FailureKind.NOT_CONFIGURED, f"the environment variable {name} is not set")
        given[name] = console[name]
    return given, tuple(console[name] for name in settings.env_from)
