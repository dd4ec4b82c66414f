"""The configuration as it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import tomli_w
from pydantic import SecretStr

from data.config.base import SourceSettings
from data.config.configuration import Configuration, ConfiguredSource
from data.config.shown import shown


class Probe(SourceSettings):
    """A kind of source with something to hide."""

    address: str
    token: SecretStr | None = None


def test_secrets_are_masked_and_nothing_is_null() -> None:
    source = Probe(name="a", address="https://alice:hunter2@example.com/x", token=SecretStr("hunter2"))
    document = shown(Configuration(Path("c.toml"), sources=(ConfiguredSource("probe", source),)))
    for text in (json.dumps(document), tomli_w.dumps(document)):
        assert "hunter2" not in text
        assert "alice" not in text
        assert "example.com/x" in text
        assert "null" not in text
