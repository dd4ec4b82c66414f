"""The commented file that a team's own scenario starts from."""

from __future__ import annotations

from pathlib import Path

import data.content
from data.errors import ConfigError, UsageError
from data.procedures.form import ID_WORDS, is_id
from data.safe import safe

_TEMPLATE = Path(data.content.__file__).parent / "scenario.toml"


def template_text(id: str) -> str:
    """The text for a scenario of that id. Raises UsageError where it is none."""
    if not is_id(id):
        raise UsageError(f'"{safe(id)}" is no id', ID_WORDS)
    return _TEMPLATE.read_text(encoding="utf-8").replace("NAME", id)


def write_template(id: str, folder: Path) -> Path:
    """Write the file, named after the id; what is there already is left alone. Raises ConfigError."""
    text, file = template_text(id), folder / f"{id}.toml"
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        remedy = "edit it, or choose another name"
        raise ConfigError("is there already and was left alone", file=file, remedy=remedy) from error
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", file=file) from error
    return file
