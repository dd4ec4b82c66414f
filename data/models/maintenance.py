"""Times at which things are changed on purpose, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from fnmatch import fnmatchcase
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

    `patterns` name sources and groups; with `silence` what is covered raises no alarm while the
    window is open.
    """

    name: str
    when: Span | Rhythm
    patterns: tuple[str, ...] = ()
    silence: bool = True
    note: str = ""

    def covers(self, name: str, group: str) -> bool:
        """Whether a source of that name and group is meant."""
        return any(fnmatchcase(name, glob) or fnmatchcase(group, glob) for glob in self.patterns)


@dataclass(frozen=True, slots=True)
class Opening:
    """A window at one of its times."""

    maintenance: Maintenance
    span: Span


def covering(name: str, group: str, openings: Iterable[Opening]) -> Opening | None:
    """The open window that covers a source; one that silences it comes before one that does not."""
    found = [each for each in openings if each.maintenance.covers(name, group)]
    return min(found, key=lambda opening: not opening.maintenance.silence, default=None)
