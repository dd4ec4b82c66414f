"""The ``[[maintenance]]`` tables: when things are changed on purpose, and what that silences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, tzinfo
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from data.config.base import Duration, Line, Settings, SourceSettings
from data.config.zone import find_zone
from data.models.maintenance import Maintenance, Rhythm, Span
from data.models.weekday import Weekday

_LONGEST = {"day": 86_400.0, "week": 7 * 86_400.0}


class MaintenanceSettings(Settings):
    """Either once, from `start` to `end`, or in a rhythm: `every` day or week, `at` a time, for `lasts`."""

    name: Line = Field(min_length=1)
    """How people call it; unique."""
    start: datetime | None = None
    """When it begins, where it takes place once; without an offset, a time of `zone`."""
    end: datetime | None = None
    every: Literal["day", "week"] | None = None
    """How often it recurs."""
    weekday: Weekday | None = None
    """The day of the week of a weekly one."""
    at: time | None = None
    """What the clocks of `zone` show when it begins."""
    lasts: Annotated[Duration, Field(gt=0)] | None = None
    """How long a recurring one is open."""
    zone: str = ""
    """An IANA name; by default the console's."""
    covers: list[Line] = Field(default_factory=list)
    """Patterns of the names and groups of sources, as in ``["db *", "database"]``."""
    silence: bool = True
    """Whether what it covers raises no alarm meanwhile."""
    note: Line = ""

    @field_validator("zone")
    @classmethod
    def _known(cls, name: str) -> str:
        if name and find_zone(name) is None:
            raise ValueError(f'no time zone "{name}"; an IANA name is wanted, as in "UTC"')
        return name

    @field_validator("at")
    @classmethod
    def _local(cls, at: time | None) -> time | None:
        if at is not None and at.tzinfo is not None:
            raise ValueError('a time of the clocks of "zone", without an offset')
        return at

    @model_validator(mode="after")
    def _once_or_again(self) -> Self:
        once = {"start", "end"} & self.model_fields_set
        again = {"every", "weekday", "at", "lasts"} & self.model_fields_set
        if bool(once) is bool(again):
            raise ValueError('takes place once ("start" and "end") or recurs ("every", "at" and "lasts")')
        if once and (self.start is None or self.end is None):
            raise ValueError('once is from "start" to "end": both are wanted')
        if again and (self.every is None or self.at is None or self.lasts is None):
            raise ValueError('a rhythm needs "every", "at" and "lasts"')
        if (self.every == "week") is not (self.weekday is not None):
            raise ValueError('"weekday" goes with every = "week", and with nothing else')
        if self.every and self.lasts and self.lasts > _LONGEST[self.every]:
            raise ValueError(f"lasts longer than the {self.every} after which it comes again")
        return self

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        zone = find_zone(self.zone) or UTC
        if self.start and self.end and _aware(self.end, zone) <= _aware(self.start, zone):
            raise ValueError('"end" is not after "start"')
        return self

    def record(self, console_zone: ZoneInfo) -> Maintenance:
        """The record; times without a zone are of the console's."""
        return Maintenance(
            self.name,
            self._when(find_zone(self.zone) or console_zone),
            tuple(self.covers),
            self.silence,
            self.note,
        )

    def _when(self, zone: ZoneInfo) -> Span | Rhythm:
        if self.start is not None and self.end is not None:
            return Span(_aware(self.start, zone), _aware(self.end, zone))
        weekday = self.weekday.number if self.weekday else None
        return Rhythm(self.at or time(), self.lasts or 0.0, zone, weekday)


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def covering_nothing(
    windows: Sequence[MaintenanceSettings], sources: Sequence[SourceSettings]
) -> Iterator[str]:
    """A line for each pattern that no source answers to: most likely a name that has changed."""
    names = {name for source in sources for name in (source.name, source.group)}
    for window in windows:
        for pattern in window.covers:
            if not any(fnmatchcase(name, pattern) for name in names):
                yield f'maintenance "{window.name}" covers "{pattern}", but no source or group is called so'
