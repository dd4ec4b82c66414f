"""What the next blind drill plays: chosen by whoever leads it, and read by no screen of the players'."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import tomli_w

from data.private_file import replace_file

_FILE = "dealt.toml"


@dataclass(frozen=True, slots=True)
class Dealt:
    """A scenario by its id; `file` holds it where it is somebody's own. Below nought the seed is chance."""

    scenario: str
    file: str = ""
    seed: int = -1


def deal(drills: Path, dealt: Dealt) -> None:
    """Lay it down in the folder of all drills, in the place of what was dealt before. Raises OSError."""
    replace_file(drills / _FILE, tomli_w.dumps(asdict(dealt)).encode())


def take_dealt(drills: Path) -> Dealt | None:
    """What was dealt, which is gone with that; None where nothing was that can be read."""
    file = drills / _FILE
    try:
        found = tomllib.loads(file.read_text("utf-8"))
        dealt = Dealt(str(found["scenario"]), str(found["file"]), int(found["seed"]))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        dealt = None
    with suppress(OSError):
        file.unlink()
    return dealt
