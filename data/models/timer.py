"""One clock of one incident, as it stands at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.models.practice import Origin


class TimerState(StrEnum):
    """What became of a demand; `late` was done after its time, `missed` is not done and its time is over."""

    RUNNING = "running"
    MET = "met"
    LATE = "late"
    MISSED = "missed"
    NOT_SET = "not set"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Timer:
    """One demand of a policy or a ladder on an incident.

    `left` are the seconds until it is due, below nought when that is past. `lapses` counts the pauses
    of a repeating one that were too long. A `former` one belongs to a severity that the incident no
    longer has; `replaced` says that it was running when that ended. `doubt` is why times may be wrong.
    It is due so many seconds `after` the incident began, on the scale that no jump of a clock moves.
    """

    name: str
    state: TimerState
    words: str
    severity: str = ""
    origin: Origin | None = None
    seconds: float = 0.0
    repeats: bool = False
    due: datetime | None = None
    done: datetime | None = None
    left: float | None = None
    lapses: int = 0
    who: tuple[str, ...] = ()
    former: bool = False
    doubt: str = ""
    after: float | None = None

    @property
    def key(self) -> str:
        """What tells it from all others of its incident, its repetitions among them, for good."""
        after = "" if self.after is None else f"{self.after:.0f}"
        return f"{self.name} {self.severity} {after}".rstrip()
