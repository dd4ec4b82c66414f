"""The commented file that a first configuration starts from."""

from __future__ import annotations

import os
from pathlib import Path

import data.content
from data.errors import ConfigError, remedy_of

_STARTER = Path(data.content.__file__).parent / "starter.toml"


def starter_text() -> str:
    """The starter's text."""
    return _STARTER.read_text(encoding="utf-8")


def write_starter(file: Path) -> None:
    """Write the starter, for its owner's eyes only. Raises ConfigError where a file is there already."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"its folder cannot be made: {error.strerror}", file=file, remedy=remedy_of(error)
        ) from error
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError as error:
        raise ConfigError(
            "is there already and was left alone", file=file, remedy="edit it, or name another with --config"
        ) from error
    except OSError as error:
        raise ConfigError(
            f"cannot be written: {error.strerror}", file=file, remedy=remedy_of(error)
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(starter_text())
