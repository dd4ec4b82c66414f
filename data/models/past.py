"""What a source itself remembers of a signal, and the spans of time that are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from data.models.labels import Labels


@dataclass(frozen=True, slots=True)
class Past:
    """Values of one series by the source's own clock: `times` are seconds since 1970, oldest first."""

    signal: str
    labels: Labels
    unit: str
    times: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end` in seconds since 1970, a value every `step` seconds."""

    start: float
    end: float
    step: float


class TimeRange(Enum):
    """How far back is looked: the name people know, its seconds, and the step between two points."""

    QUARTER = ("15 m", 900.0, 15.0)
    HOUR = ("1 h", 3_600.0, 15.0)
    SIX_HOURS = ("6 h", 21_600.0, 120.0)
    DAY = ("24 h", 86_400.0, 300.0)
    WEEK = ("7 d", 604_800.0, 1_800.0)

    def __init__(self, title: str, seconds: float, step: float) -> None:
        self.title = title
        self.seconds = seconds
        self.step = step
