"""Calls the command line as a person would, in this process, away from the person's own files."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.cli.run import run
from tests.daylight import mid_morning


@dataclass(frozen=True, slots=True)
class Called:
    """What a call printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        """Standard output, parsed."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A home of its own for one test."""

    home: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """The environment that the calls see, in daylight."""
        person = {"HOME": str(self.home), "USER": "alice", "TERM": "xterm-256color", "TZ": mid_morning()}
        return {**person, **self.more}

    @property
    def config_file(self) -> Path:
        """Where the configuration is looked for."""
        return self.home / ".config/ops-console/config.toml"

    def configure(self, text: str) -> Path:
        """Write the configuration."""
        self.config_file.parent.mkdir(parents=True, exist_ok=True)
        self.config_file.write_text(text, encoding="utf-8")
        self.config_file.chmod(0o600)
        return self.config_file

    def call(self, *argv: str) -> Called:
        """Run one command line."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(argv, self.environ)
        return Called(code, out.getvalue(), err.getvalue())
