"""Finds secrets that were written into the configuration, where they must only be named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.config.problem import Fault, Place

_REMEDY = 'take it out, change it, and name it: {key}_env = "VARIABLE" or {key}_file = "PATH"'
_HEADER_REMEDY = 'take it out, change it, and name it: header_env = {{ "{header}" = "VARIABLE" }}'

_SECRET_KEY = re.compile(
    r"(?:^|[_-])(?:pass(?:word|wd|phrase)?|secret|token|credentials?|authori[sz]ation|cookie|"
    r"api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|routing[_-]?key|signing[_-]?key)$",
    re.IGNORECASE,
)
_TOKENS = re.compile(
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}"
    r"|\bxox[abeoprs]-[\w-]{10,}|\bxapp-[\w-]{10,}|\b[sr]k_(?:live|test)_\w{10,}|\bsk-[\w-]{20,}"
    r"|\bsntry[su]_\w{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY|hooks\.slack\.com/services/\w+/\w+/\w+"
    r"|\bBearer\s+[\w.~+/=-]{16,}|\bAuthorization:\s*\w+\s+[^\s{$]{6,}"
)
_URL_PASSWORD = re.compile(r"\b[a-z][a-z0-9+.-]{0,30}://[^\s/?#@:]*:(?P<value>[^\s/?#@]+)@", re.IGNORECASE)
_WEB_USER = re.compile(r"\bhttps?://(?P<value>[^\s/?#@:]+)@", re.IGNORECASE)
_QUERY = re.compile(
    r"(?<!\S)(?>\S*?://)\S*[?&]"
    r"(?:api[_-]?key|access[_-]?token|auth|key|password|secret|sig(?:nature)?|token)=(?P<value>[^&\s#]+)",
    re.IGNORECASE,
)
"""Each run of signs is looked through once, from its first address on, however many it holds."""
_CONNINFO = re.compile(
    r"(?:^|\s)(?:host|dbname|user)\s*=.*\bpassword\s*=\s*(?P<value>\S+)|"
    r"\bpassword\s*=\s*(?P<other>\S+).*\s(?:host|dbname|user)\s*=",
    re.IGNORECASE,
)
_ARGUMENT = re.compile(
    r"(?!--no-)--?[\w-]*(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key)(?:=(?P<value>.+))?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\$\w+|\$\{\w+\}|\{\w+\}|<[\w -]+>|%\w+%|\*+|/\S*")
"""A reference, a stand-in or a path: not a secret itself."""


def inline_secrets(document: object, place: Place = ()) -> Iterator[Fault]:
    """Each place with a secret, why it is taken for one (never its value), and the remedy."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from inline_secrets(value, (*place, key))
    elif isinstance(document, list):
        yield from _in_arguments(document, place)
        for position, value in enumerate(document):
            yield from inline_secrets(value, (*place, position))
    elif isinstance(document, str):
        reason = _reason("" if _holds_names(place) else str(place[-1]), document)
        if reason:
            remedy = _HEADER_REMEDY if "headers" in place[:-1] else _REMEDY
            yield place, reason, remedy.format(key=_name(place), header=place[-1])


def _holds_names(place: Place) -> bool:
    """Whether the values of a table name variables or files: ``header_env = { Cookie = "VARIABLE" }``."""
    return any(str(step).endswith(("_env", "_file")) for step in place[:-1]) or not place


def _reason(key: str, value: str) -> str:
    if _SECRET_KEY.search(key) and value and not _NAMED.fullmatch(value):
        return "a secret is named in the configuration, never written there"
    if _TOKENS.search(value):
        return "this looks like a token or a key, and secrets are named, never written here"
    for pattern in (_URL_PASSWORD, _WEB_USER, _QUERY, _CONNINFO):
        found = pattern.search(value)
        if found and not any(_NAMED.fullmatch(part) for part in found.groupdict().values() if part):
            return "an address with a secret in it; secrets are named, never written here"
    return ""


def _in_arguments(values: list[object], place: Place) -> Iterator[Fault]:
    """``--password hunter2`` and ``--password=hunter2`` in a command's argument list."""
    for position, argument in enumerate(values):
        found = _ARGUMENT.fullmatch(argument) if isinstance(argument, str) else None
        if not found:
            continue
        after = values[position + 1] if position + 1 < len(values) else None
        value = found["value"] or after
        if isinstance(value, str) and not value.startswith("-") and not _NAMED.fullmatch(value):
            yield (
                (*place, position),
                "a secret among the arguments, where every process can read it",
                "let the command read it from a file or from its environment",
            )


def _name(place: Place) -> str:
    key = next((step for step in reversed(place) if isinstance(step, str)), "secret")
    return key.lower() if _SECRET_KEY.search(key) or key in ("dsn", "url", "webhook_url") else "secret"
