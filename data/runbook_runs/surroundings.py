"""The environment that a confirmed command is given, and the secrets in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from data.journal.redaction import names_secret
from data.models.command_line import Gap
from data.models.runbook import Runbook, Step
from data.web.address import url_secrets

_OURS = ("OPS_CONSOLE_", "TEXTUAL")
_NOT_FOR_IT = frozenset(("LS_COLORS", "COLUMNS", "LINES", "OLDPWD", "PWD", "_"))
_NOBODY_WATCHES = {
    "TERM": "dumb",
    "NO_COLOR": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "EDITOR": "false",
    "VISUAL": "false",
}
_SHORTEST = 6


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """The person's own environment, as in their shell, less what is the console's alone.

    Nobody can answer it: a pager, an editor or a question for a password ends at once.
    """
    theirs = {
        name: value
        for name, value in environ.items()
        if not name.startswith(_OURS) and name not in _NOT_FOR_IT
    }
    return {**theirs, **_NOBODY_WATCHES}


def invented(runbook: Runbook) -> dict[str, str]:
    """The environment of a drill: something for every gap that is filled from there, and nothing real."""
    words = (word for step in runbook.steps for word in step.command)
    return {word.name: f"drill-{word.name.lower()}" for word in words if word.gap is Gap.ENV}


def secrets_in(step: Step, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What must not be shown of what the step's program prints."""
    filling = {word.name for word in step.command if word.gap is Gap.ENV}
    return tuple(dict.fromkeys(each for each in _secrets(filling, environ) if each))


def _secrets(filling: set[str], environ: Mapping[str, str]) -> Iterator[str]:
    for name, value in environ.items():
        if name in filling or (names_secret(name) and name not in _NOT_FOR_IT and len(value) >= _SHORTEST):
            yield value
        if "://" in value and len(value) < 4096:
            yield from (each for each in _of_address(value) if len(each) >= _SHORTEST or name in filling)


def _of_address(value: str) -> tuple[str, ...]:
    try:
        return tuple(part for each in url_secrets(value) for part in (each, unquote(each)))
    except ValueError:
        return ()
