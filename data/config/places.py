"""Where the configuration, the journal and other state live, after XDG and the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from data.errors import UsageError

NAME = "ops-console"


def config_file(environ: Mapping[str, str], asked: Path | None = None) -> Path:
    """The configuration's file: as asked, else as the environment says, else XDG's place."""
    if asked is not None:
        return _at_home(asked)
    named = environ.get("OPS_CONSOLE_CONFIG")
    if named:
        return _at_home(Path(named))
    return _xdg(environ, "XDG_CONFIG_HOME", ".config") / NAME / "config.toml"


def state_dir(environ: Mapping[str, str]) -> Path:
    """Where what must survive a restart is kept."""
    return _xdg(environ, "XDG_STATE_HOME", ".local/state") / NAME


def journal_dir(environ: Mapping[str, str], configured: Path | None = None) -> Path:
    """The journal's folder: as the environment says, else as configured, else in the state."""
    named = environ.get("OPS_CONSOLE_LOG_DIR")
    if named:
        return _at_home(Path(named))
    return configured or state_dir(environ) / "journal"


def recordings_dir(environ: Mapping[str, str], environment: str) -> Path:
    """Where the flight recorder writes: each environment has a folder of its own."""
    name = re.sub(r"[^a-z0-9]+", "-", environment.lower()).strip("-")
    return state_dir(environ) / "recordings" / (name or "local")


def _xdg(environ: Mapping[str, str], variable: str, otherwise: str) -> Path:
    """XDG asks that a relative path be ignored."""
    value = Path(environ.get(variable, ""))
    if value.is_absolute():
        return value
    home = environ.get("HOME")
    return (Path(home) if home else _at_home(Path("~"))) / otherwise


def _at_home(path: Path) -> Path:
    """The path with its ``~`` followed. Raises UsageError where nobody has such a home."""
    try:
        return path.expanduser()
    except RuntimeError:
        name = path.parts[0]
        remedy = "export HOME=…" if name == "~" else "write the folder out"
        raise UsageError(f"{path}: {name} is nobody's home here", remedy) from None
