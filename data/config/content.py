"""The ``[[procedure]]`` and ``[[policy]]`` tables: a team's own content."""

from __future__ import annotations

from pathlib import Path

from pydantic import field_validator

from data.config.base import LocalPath, Settings


class ContentPath(Settings):
    """A file in the format of the shipped ones."""

    path: LocalPath

    @field_validator("path")
    @classmethod
    def _there(cls, path: Path) -> Path:
        if path.is_dir():
            raise ValueError(f"a folder, and a file is wanted: {path}")
        if not path.is_file():
            raise ValueError(f"no such file: {path}")
        return path
