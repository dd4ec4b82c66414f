"""What is usual for every series that was watched or asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from data.baselines.band import band
from data.baselines.hour import HOURS, hour_of, like, when
from data.baselines.weeks import Weeks
from data.models.series import Key
from data.models.usual import Usual

MOST = 500
"""As many series are learned; those that came first count."""


class Baselines:
    """Weeks of hours, by series; belongs to one thread at a time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._weeks: dict[Key, Weeks] = {}
        self._units: dict[Key, str] = {}
        self.learned: float | None = None
        """When sources were last asked for their past, in seconds since 1970."""
        self.changes = 0
        """How often something was learned or forgotten: while it is the same, so is what is usual."""

    @property
    def units(self) -> Mapping[Key, str]:
        """The series that are known, each with its unit."""
        return MappingProxyType(self._units)

    def learn(self, key: Key, unit: str, points: Iterable[tuple[float, float]]) -> None:
        """Take in values with their times (seconds since 1970): of each hour the last one counts."""
        weeks = self._weeks.get(key)
        if weeks is None:
            if len(self._weeks) >= MOST:
                return
            weeks = self._weeks[key] = Weeks()
        self._units[key] = unit
        for at, value in points:
            weeks.put(hour_of(at), value)
        self.changes += 1

    def usual(self, key: Key, at: datetime) -> Usual | None:
        """The band that is expected of a series at a moment; None where too little is known of that hour."""
        weeks = self._weeks.get(key)
        if weeks is None:
            return None
        samples = weeks.of(like(hour_of(at.timestamp()), self._zone))
        found = band(samples)
        if found is None:
            return None
        return Usual(found.low, found.high, found.middle, len(samples), when(at, self._zone))

    def samples(self, key: Key) -> tuple[tuple[int, float], ...]:
        """Every hour of a series that has a value, with that value."""
        weeks = self._weeks.get(key)
        return tuple(weeks.known) if weeks else ()

    def forget(self, now: float) -> None:
        """Let go of series that nothing was heard of in four weeks, or only by a wrong clock."""
        latest = hour_of(now) + 1
        for key, weeks in list(self._weeks.items()):
            if weeks.newest is None or not latest - HOURS <= weeks.newest <= latest:
                del self._weeks[key], self._units[key]
                self.changes += 1

    def merge(self, other: Baselines) -> None:
        """Take in what another knows and this one does not."""
        for key, unit in other.units.items():
            mine = {hour for hour, _ in self.samples(key)}
            missing = [(hour * 3_600.0, value) for hour, value in other.samples(key) if hour not in mine]
            self.learn(key, unit, missing)
        self.learned = max((at for at in (self.learned, other.learned) if at is not None), default=None)
