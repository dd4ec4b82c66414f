"""Times at which things are changed on purpose, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, both aware; the end is no longer part of it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The same hours every day, or every week on one `weekday` (Monday is 0).

    `at` is what the zone's clocks show at its start; it then lasts `seconds`, whatever the clocks do.
    """

    at: time
    seconds: float
    zone: ZoneInfo
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Maintenance:
    """One planned window, or one that recurs.

    `covers` are patterns of source names and groups; with `silence` what they cover raises no
    alarm while the window is open.
    """

    name: str
    when: Span | Rhythm
    covers: tuple[str, ...] = ()
    silence: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A window at one of its times."""

    maintenance: Maintenance
    span: Span
