"""Whether what a configuration names is at hand here: secrets, and files of keys and authorities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from data.config.channel import CHANNELS
from data.config.configuration import Configuration
from data.config.document import Document, read_document
from data.config.problem import Place, Problem, key_of
from data.config.secret import SecretReader, check_readable
from data.errors import ConfigError

_NO_SECRET = ("ca_file", "credentials_file")
"""Files that others may read too."""
_LOOK = "look at its name, and at who may read it"


def missing_files(configuration: Configuration) -> tuple[Problem, ...]:
    """Each file that is named and is not there, or not as it has to be; none of them is read."""
    return tuple(sorted(_problems(configuration, "_file", {}), key=_line))


def unset_variables(configuration: Configuration, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """Each variable that is named and not set here, which may be well elsewhere."""
    return tuple(sorted(_problems(configuration, "_env", environ), key=_line))


def _line(problem: Problem) -> int:
    return problem.line


def _problems(configuration: Configuration, ending: str, environ: Mapping[str, str]) -> Iterator[Problem]:
    document = read_document(configuration.file) if configuration.found else None
    if document is None:
        return
    reader = SecretReader(environ)
    for place, name in _named(document.content, {each.kind for each in configuration.sources}, ending):
        try:
            _check(place, name, document, reader)
        except ConfigError as error:
            line = document.lines.find(place)
            key = key_of(place, document.content)
            yield Problem(key, error.message, error.remedy, line)


def _check(place: Place, name: str, document: Document, reader: SecretReader) -> None:
    if str(place[2]).endswith("_env"):
        reader.check(env=name, file=None, key="")
        return
    file = document.file.parent / Path(name).expanduser()
    if place[2] in _NO_SECRET:
        check_readable(file, "", _LOOK)
    else:
        reader.check(env=None, file=file, key="")


def _named(content: Mapping[str, Any], kinds: set[str], ending: str) -> Iterator[tuple[Place, str]]:
    """Where names stand: ``token_file = "NAME"``, or several, as in ``header_env = { Cookie = "NAME" }``."""
    tables = [((kind, number), row) for kind in kinds for number, row in enumerate(content[kind])]
    tables += [
        (("channel", name), row) for name, row in content.get("channel", {}).items() if name in CHANNELS
    ]
    for place, table in tables:
        for key, value in table.items():
            if not key.endswith(ending):
                continue
            if isinstance(value, str):
                yield (*place, key), value
            elif isinstance(value, dict):
                yield from (((*place, key, name), named) for name, named in value.items())
