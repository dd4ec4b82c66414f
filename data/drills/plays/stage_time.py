"""Where a drill's time stands, said by the players' console in a small file for whoever leads."""

from __future__ import annotations

import os
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import tomli_w

from data.private_file import replace_file

_FILE = "time.toml"
_SAME_S = 0.5
_KEPT_S = 4.0
"""Seconds of the scenario after which it is said again: whoever goes on after a kill has lost no more."""
_SILENT_S = 15.0
"""A console that has said nothing for so long does not play any more."""


@dataclass(frozen=True, slots=True)
class StageTime:
    """The scenario's `second` when the machine's own clock showed `elapsed`.

    Both are in seconds; the machine's scale is the same in all of its processes. `process` plays.
    """

    second: float
    elapsed: float
    speed: float
    running: bool
    ended: bool
    process: int

    def at(self, elapsed: float) -> float:
        """The scenario's second when the machine's clock shows `elapsed`; it stands with whoever said it."""
        gone = min(max(0.0, elapsed - self.elapsed), _SILENT_S)
        return self.second + (gone * self.speed if self.running else 0.0)

    def tells(self, other: StageTime) -> bool:
        """Whether another one could have been foretold from this one."""
        same = (self.speed, self.running, self.ended) == (other.speed, other.running, other.ended)
        return same and abs(self.at(other.elapsed) - other.second) < _SAME_S * max(1.0, self.speed)

    def does_for(self, other: StageTime) -> bool:
        """Whether another one need not be said yet: this one tells it, and is not old."""
        return self.tells(other) and other.second - self.second < _KEPT_S

    @property
    def alive(self) -> bool:
        """Whether the process that plays is there."""
        try:
            os.kill(self.process, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True
        return self.process > 0


def write_stage_time(drill: Path, time: StageTime) -> None:
    """Say it in the drill's folder. Raises OSError."""
    replace_file(drill / _FILE, tomli_w.dumps(asdict(time)).encode())


def read_stage_time(drill: Path) -> StageTime | None:
    """What was said last; None where nothing was, or where it cannot be read."""
    try:
        found = tomllib.loads((drill / _FILE).read_text("utf-8"))
        return StageTime(
            second=float(found["second"]),
            elapsed=float(found["elapsed"]),
            speed=float(found["speed"]),
            running=bool(found["running"]),
            ended=bool(found["ended"]),
            process=int(found["process"]),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        return None
