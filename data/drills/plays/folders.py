"""Where drills are kept: one private folder each, with what was played and its own journal."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import tomli_w

from data.errors import BadDataError
from data.models.scenario import Scenario
from data.private_file import replace_file

JOURNAL = "journal"
_HEAD = "drill.toml"
_SCENARIO = "scenario.toml"
_PRIVATE = 0o700
BLIND, BLIND_TITLE = "blind", "A blind drill"


@dataclass(frozen=True, slots=True)
class DrillHead:
    """What was played: enough to reckon its score again.

    `digest` is that of the scenario as it was then, `origin` the name of the file that it came from;
    `began` is a moment of the world, not of the stage. The players of a `blind` one were not told which.
    """

    scenario: str
    title: str
    digest: str
    seed: int
    speed: float
    policy: str
    who: str
    host: str
    began: datetime
    origin: str = ""
    blind: bool = False
    schema: int = 1

    @property
    def called(self) -> str:
        """What players may read of its title before the end."""
        return BLIND_TITLE if self.blind else self.title


@dataclass(frozen=True, slots=True)
class DrillFolder:
    """One drill on disk."""

    path: Path
    head: DrillHead

    @property
    def journal(self) -> Path:
        """The folder of its own journal."""
        return self.path / JOURNAL

    @property
    def scenario(self) -> Path:
        """The file that holds the scenario's text as it was played; older drills have none."""
        return self.path / _SCENARIO


def drills_dir(state: Path) -> Path:
    """Where all drills are, below the folder of what survives a restart."""
    return state / "drills"


def new_drill(root: Path, head: DrillHead, day: date, text: str = "") -> DrillFolder:
    """Make the folder of a drill that begins on that day, with its scenario's text. Raises OSError."""
    root.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    number = 1
    while True:
        path = root / f"{day.isoformat()}-{BLIND if head.blind else head.scenario}-{number}"
        try:
            path.mkdir(mode=_PRIVATE)
        except FileExistsError:
            number += 1
            continue
        made = DrillFolder(path, head)
        if text:
            replace_file(made.scenario, text.encode())
        replace_file(path / _HEAD, tomli_w.dumps(asdict(head)).encode())
        return made


def read_drill(path: Path) -> DrillFolder:
    """A drill that was played. Raises BadDataError where its head cannot be read."""
    file = path / _HEAD
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadDataError(f"{file}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDataError(f"{file}: is no drill's head: {error}") from error
    return DrillFolder(path, _head(found, file))


def drills_in(root: Path) -> tuple[DrillFolder, ...]:
    """Every drill that can be read, oldest first; what is no drill is passed by."""
    found = []
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        try:
            found.append(read_drill(path))
        except BadDataError:
            continue
    return tuple(sorted(found, key=lambda each: each.head.began))


def scenario_digest(scenario: Scenario) -> str:
    """Over all that decides how a scenario goes and what it is worth."""
    return f"sha256:{hashlib.sha256(repr(scenario).encode()).hexdigest()}"


def _head(found: Mapping[str, object], file: Path) -> DrillHead:
    began, seed, speed = found.get("began"), found.get("seed"), found.get("speed")
    if not isinstance(began, datetime) or began.tzinfo is None:
        raise BadDataError(f'{file}: "began" is no moment with a zone')
    if not isinstance(seed, int) or not isinstance(speed, int | float):
        raise BadDataError(f'{file}: "seed" and "speed" are numbers')

    def words(key: str) -> str:
        return str(found.get(key, ""))

    if not words("scenario"):
        raise BadDataError(f'{file}: "scenario" is missing')
    return DrillHead(
        scenario=words("scenario"),
        title=words("title"),
        digest=words("digest"),
        seed=seed,
        speed=float(speed),
        policy=words("policy"),
        who=words("who"),
        host=words("host"),
        began=began,
        origin=words("origin"),
        blind=found.get("blind") is True,
    )
