"""Drills that were left half-way, found without reading what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.config.nearest import did_you_mean
from data.drills.plays.folders import DrillFolder, drills_in
from data.drills.plays.past import entries_of
from data.drills.plays.stage_time import read_stage_time
from data.drills.plays.telling import BEGUN, ENDED
from data.errors import UsageError
from data.journal.pages import days_between
from data.journal.searching import mentions
from data.procedures.fields import number
from data.safe import safe
from data.sole import Sole

_DUTY = "drill"
_ENDED = f'kind = "{ENDED}"'.encode()
"""How an entry says it; in words that somebody typed the quotes are written otherwise."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a drill came: the last second that is on record, of so many."""

    second: float
    lasts: float


def player_of(folder: DrillFolder) -> Sole:
    """The duty of playing a drill, which one console has at a time."""
    return Sole(folder.path, _DUTY)


def is_played(folder: DrillFolder) -> bool:
    """Whether some console plays it at this moment."""
    duty = player_of(folder)
    free = duty.take()
    duty.release()
    return not free and bool(duty.holder)


def unfinished_in(root: Path) -> tuple[DrillFolder, ...]:
    """Those that have not been ended, oldest first; also what is being played."""
    return tuple(each for each in drills_in(root) if not has_ended(each))


def has_ended(folder: DrillFolder) -> bool:
    """Whether its score is on record."""
    time = read_stage_time(folder.path)
    if time is not None and time.ended:
        return True
    return any(mentions(folder.journal, day, [_ENDED]) for day in days_between(folder.journal))


def progress_of(folder: DrillFolder) -> Progress:
    """Where it stands; by its entries alone where no console has said it."""
    entries, time = entries_of(folder), read_stage_time(folder.path)
    begun = next((each for each in entries if each.kind == BEGUN), None)
    if begun is None:
        return Progress(0.0, 0.0)
    done = max((each.at - begun.at).total_seconds() for each in entries)
    lasts = number(begun.get("lasts_s")) or 0.0
    return Progress(min(max(done, time.second if time else 0.0), lasts), lasts)


def to_resume(found: Sequence[DrillFolder], name: str, all_names: Sequence[str]) -> DrillFolder:
    """The unfinished drill of that name; without one the latest that nobody plays. Raises UsageError."""
    if not name:
        if not found:
            raise UsageError("no drill is unfinished", "ops-console drill begins one")
        return next((each for each in reversed(found) if not is_played(each)), found[-1])
    there = [each for each in found if each.path.name == name]
    there = there or [each for each in found if name in each.path.name]
    if len(there) == 1:
        return there[0]
    if name in all_names:
        raise UsageError(f"{name} has come to its end", f"ops-console drill score {name}")
    words = f'no unfinished drill is called "{safe(name)}"'
    if len(there) > 1:
        words = f'{len(there)} unfinished drills have "{safe(name)}" in their name'
    names = [each.path.name for each in there or found]
    known = f"there are {', '.join(names)}" if names else "none is unfinished: ops-console drill"
    raise UsageError(words, (not there and did_you_mean(name, names)) or known)
