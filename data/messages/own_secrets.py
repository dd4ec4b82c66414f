"""The secrets that the console itself uses, so that no words carry them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.config.configuration import Configuration
from data.config.secret import SecretReader
from data.errors import ConfigError
from data.scrubber import Scrubber
from data.web.address import url_secrets

_SHORTEST = 8
"""Anything shorter is too likely an ordinary word."""
_NO_SECRET = ("ca_file", "cert_file")


def own_secrets(configuration: Configuration, environ: Mapping[str, str]) -> Scrubber:
    """Knows every secret that the configuration names and that can be read now."""
    reader = SecretReader(environ)
    found: set[str] = set()
    for settings in (
        *(source.settings for source in configuration.sources),
        *configuration.channels.values(),
    ):
        for value in _values(settings.model_dump(), reader):
            found |= {value, *_parts(value)}
    return Scrubber(value for value in found if len(value) >= _SHORTEST)


def _values(settings: Any, reader: SecretReader) -> Iterator[str]:  # noqa: ANN401 - settings nest
    if isinstance(settings, list | tuple):
        for each in settings:
            yield from _values(each, reader)
    if not isinstance(settings, dict):
        return
    for key, value in settings.items():
        named = value.values() if key.endswith("_env") and isinstance(value, dict) else [value]
        for name in named:
            if key.endswith("_env") and isinstance(name, str):
                yield from _read(reader, env=name)
            elif key.endswith("_file") and key not in _NO_SECRET and isinstance(name, Path):
                yield from _read(reader, file=name)
            else:
                yield from _values(name, reader)


def _read(reader: SecretReader, env: str | None = None, file: Path | None = None) -> Iterator[str]:
    with suppress(ConfigError):
        secret = reader.read(env=env, file=file, key="")
        if secret is not None:
            yield secret.get_secret_value()


def _parts(value: str) -> tuple[str, ...]:
    with suppress(ValueError):
        return url_secrets(value) if "://" in value else ()
    return ()
