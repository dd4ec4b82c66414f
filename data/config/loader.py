"""Reads the configuration's file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from data.config.base import SourceSettings
from data.config.configuration import Configuration, ConfiguredSource
from data.config.console import ConsoleSettings
from data.errors import ConfigError


def load(file: Path, kinds: Mapping[str, type[SourceSettings]]) -> Configuration:
    """The configuration in `file`; the defaults where there is no such file. Raises ConfigError."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Configuration(file)
    except (OSError, ValueError) as error:
        raise ConfigError(str(error), file=file) from error
    try:
        return Configuration(
            file,
            found=True,
            console=ConsoleSettings.model_validate(document.get("console", {})),
            sources=tuple(
                ConfiguredSource(kind, model.model_validate(table))
                for kind, model in kinds.items()
                for table in document.get(kind, [])
            ),
            procedures=tuple(file.parent / table["path"] for table in document.get("procedure", [])),
            policies=tuple(file.parent / table["path"] for table in document.get("policy", [])),
        )
    except ValidationError as error:
        raise ConfigError(str(error), file=file) from error
