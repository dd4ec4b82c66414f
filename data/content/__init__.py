"""The TOML that ships with the program, and how it is found."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def shipped_text(folder: str, name: str) -> str:
    """The text of one file of a folder of the shipped content. Raises OSError."""
    return (resources.files(__name__) / folder / name).read_text(encoding="utf-8")


def shipped(folder: str) -> list[tuple[str, dict[str, Any]]]:
    """Every TOML file of one folder of the shipped content: (file name, parsed)."""
    root = resources.files(__name__) / folder
    files = sorted(
        (file for file in root.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return [(file.name, tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
