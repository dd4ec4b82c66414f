"""Reading recordings back: everything as it was at a moment, and a series between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.history.keeping import Keeping
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from data.recorder.files import Recorded, recorded_in
from data.recorder.pasts import Notes
from data.recorder.recorder import REST_S
from data.recorder.tape import Heard, Known, Tape

STALE_S = 30.0
"""Seconds after the last frame at which there is a gap: the recorder writes far more often."""
_GOING_S = 1.5 * REST_S


@dataclass(frozen=True, slots=True)
class RecordedHour:
    """What one file holds: from when to when, and how large it is in bytes."""

    first: datetime
    last: datetime
    size: int


class Recordings:
    """What lies in a folder of recordings; damaged blocks count as not recorded, vanished files as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tapes: dict[Path, Tape] = {}
        self._heard: tuple[Path, Heard] | None = None

    def hours(self) -> list[RecordedHour]:
        """What is recorded, file by file, the oldest first. Raises OSError."""
        found = (self._hour(each) for each in recorded_in(self._folder))
        return sorted((hour for hour in found if hour), key=lambda hour: hour.first)

    def span(self) -> tuple[datetime, datetime] | None:
        """The first and the last moment that are recorded; None where nothing is. Raises OSError."""
        files = recorded_in(self._folder)
        first, last = self._outermost(files), self._outermost(reversed(files))
        if first is None or last is None:
            return None
        return min(each.first for each in first), max(each.last for each in last)

    def spells(self) -> list[tuple[datetime, datetime]]:
        """From when to when something is recorded without a gap, the oldest first. Raises OSError."""
        found: list[tuple[datetime, datetime]] = []
        for hour in sorted(self.hours(), key=lambda each: each.first):
            if found and hour.first - found[-1][1] <= timedelta(seconds=STALE_S):
                found[-1] = (found[-1][0], max(found[-1][1], hour.last))
            else:
                found.append((hour.first, hour.last))
        return found

    def snapshot(self, at: datetime) -> Snapshot | None:
        """Everything as it was known then; None where that hour was not recorded up to that moment.

        Raises OSError.
        """
        known = self.known(at)
        return known.snapshot if known else None

    def known(self, at: datetime) -> Known | None:
        """The same, and whose it is. Of several consoles always the same one, while it goes on.

        Raises OSError.
        """
        found: dict[str, Known] = {}
        for each in recorded_in(self._folder):
            if each.begins <= at < each.ends + timedelta(seconds=STALE_S):
                with suppress(FileNotFoundError):
                    known = self._tape(each.file).known(at.timestamp())
                    if known is not None:
                        found[each.console] = known  # that of the later hour
        going = {name: each for name, each in found.items() if _age(each, at) <= _GOING_S}
        return (
            going[min(going)] if going else min(found.values(), key=lambda each: _age(each, at), default=None)
        )

    def pasts(self, known: Known) -> Callable[[Key], Keeping | None]:
        """What that console had kept of each series then. Raises OSError."""
        heard, at = self._hear(known), known.snapshot.at.timestamp()
        offset = at - known.snapshot.elapsed
        return lambda key: heard.keeping(key, at, offset)

    def notes(self, known: Known) -> Notes:
        """What that console had noted of itself then. Raises OSError."""
        return self._hear(known).notes(known.snapshot.at.timestamp())

    def lacks(self, known: Known) -> bool:
        """Whether something of these pasts cannot be read any more. Raises OSError."""
        return self._hear(known).lacks(known.snapshot.at.timestamp())

    def _hear(self, known: Known) -> Heard:
        size = known.file.stat().st_size
        held = self._heard
        if held is None or held[0] != known.file or (held[1].size, held[1].begins) != (size, known.begins):
            held = self._heard = (known.file, self._tape(known.file).heard(known.begins))
        return held[1]

    def series(self, start: datetime, end: datetime) -> dict[Key, Series]:
        """Every series between two moments, by time in seconds since 1970. Raises OSError."""
        first, last = start.timestamp(), end.timestamp()
        found: dict[Key, dict[float, float]] = {}
        for each in recorded_in(self._folder):
            if each.begins < end and each.ends > start:
                with suppress(FileNotFoundError):
                    for key, at, value in self._tape(each.file).points(first, last):
                        if first <= at <= last:
                            found.setdefault(key, {})[at] = value
        return {key: _series(points) for key, points in found.items()}

    def damaged(self, start: datetime, end: datetime) -> list[datetime]:
        """When values were written that cannot be read any more, the oldest first. Raises OSError."""
        first, last = start.timestamp(), end.timestamp()
        found: set[float] = set()
        for each in recorded_in(self._folder):
            if each.begins < end and each.ends > start:
                with suppress(FileNotFoundError):
                    begins = each.begins.timestamp()
                    found |= {max(begins, at) for at in self._tape(each.file).damaged(first, last)}
        return [_moment(at) for at in sorted(found)]

    def _outermost(self, files: Iterable[Recorded]) -> list[RecordedHour] | None:
        """What the files of the first hour hold that can be read."""
        found: list[RecordedHour] = []
        begins: datetime | None = None
        for each in files:
            if found and each.begins != begins:
                break
            hour = self._hour(each)
            if hour is not None:
                found.append(hour)
                begins = each.begins
        return found or None

    def _hour(self, recorded: Recorded) -> RecordedHour | None:
        with suppress(FileNotFoundError):
            span = self._tape(recorded.file).span()
            if span is not None:
                return RecordedHour(_moment(span[0]), _moment(span[1]), recorded.file.stat().st_size)
        return None

    def _tape(self, file: Path) -> Tape:
        if file not in self._tapes:
            self._tapes[file] = Tape(file)
        return self._tapes[file]


def _age(known: Known, at: datetime) -> float:
    return (at - known.snapshot.at).total_seconds()


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _series(points: dict[float, float]) -> Series:
    times = tuple(sorted(points))
    return Series(times, tuple(points[at] for at in times))
