"""Reading recordings back: everything as it was at a moment, and a series between two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import BadDataError
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from data.recorder.blocks import Block, blocks_of, frames_of, values_of
from data.recorder.files import recorded_in
from data.recorder.frames import Frame, ReadingBack
from data.recorder.points import Point, PointsIn


@dataclass(frozen=True, slots=True)
class RecordedHour:
    """What one file holds: from when to when, and how large it is in bytes."""

    first: datetime
    last: datetime
    size: int


class Recordings:
    """What lies in a folder of recordings; damaged blocks count as not recorded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._blocks: dict[Path, tuple[int, list[Block]]] = {}

    def hours(self) -> list[RecordedHour]:
        """What is recorded, file by file, the oldest first. Raises OSError."""
        return [
            RecordedHour(_moment(blocks[0].at), _last(each.file, blocks[-1]), each.file.stat().st_size)
            for each in recorded_in(self._folder)
            if (blocks := self._of(each.file))
        ]

    def span(self) -> tuple[datetime, datetime] | None:
        """The first and the last moment that are recorded; None where nothing is. Raises OSError."""
        hours = self.hours()
        return (min(each.first for each in hours), max(each.last for each in hours)) if hours else None

    def snapshot(self, at: datetime) -> Snapshot | None:
        """Everything as it was known then; None where that hour was not recorded up to that moment.

        Raises OSError.
        """
        moment = at.timestamp()
        found: Snapshot | None = None
        for each in recorded_in(self._folder):
            if each.begins <= at < each.ends and (read := self._read(each.file, moment)) is not None:
                found = read if found is None or read.at > found.at else found
        return found

    def series(self, start: datetime, end: datetime) -> dict[Key, Series]:
        """Every series between two moments, by time in seconds since 1970. Raises OSError."""
        first, last = start.timestamp(), end.timestamp()
        found: dict[Key, dict[float, float]] = {}
        for each in recorded_in(self._folder):
            if each.begins < end and each.ends > start:
                for key, at, value in self._points(each.file, first, last):
                    if first <= at <= last:
                        found.setdefault(key, {})[at] = value
        return {key: _series(points) for key, points in found.items()}

    def _read(self, file: Path, moment: float) -> Snapshot | None:
        blocks = self._of(file)
        last = bisect_right(blocks, moment, key=lambda block: block.at) - 1
        for first in range(last, -1, -1):  # a damaged one does not hide what was known before it
            if blocks[first].whole and (known := _known(file, blocks[first : last + 1], moment)):
                return known
        return None

    def _points(self, file: Path, start: float, end: float) -> Iterator[Point]:
        reading = PointsIn()
        with file.open("rb") as stream:
            for block in self._between(file, start, end):
                with suppress(BadDataError):
                    yield from reading.points(values_of(stream, block))

    def _between(self, file: Path, start: float, end: float) -> list[Block]:
        """The blocks of that time, from the last whole one before it."""
        blocks = [block for block in self._of(file) if block.at <= end]
        first = max(
            (place for place, block in enumerate(blocks) if block.whole and block.at <= start), default=0
        )
        return blocks[first:]

    def _of(self, file: Path) -> list[Block]:
        size = file.stat().st_size
        known = self._blocks.get(file)
        if known is None or known[0] != size:
            known = self._blocks[file] = (size, blocks_of(file))
        return known[1]


def _known(file: Path, blocks: list[Block], moment: float) -> Snapshot | None:
    """What these blocks tell of that moment; the first of them is a whole one."""
    back, taken = ReadingBack(), False
    for times, frames in _contents(file, blocks):
        for at, frame in zip(times, frames, strict=True):
            if at <= moment:
                back.take(frame)
                taken = True
    return back.snapshot() if taken else None


def _contents(file: Path, blocks: list[Block]) -> Iterator[tuple[list[float], list[Frame]]]:
    """The moments and frames of the blocks; after a damaged one none counts until the next whole one."""
    whole = False
    with file.open("rb") as stream:
        for block in blocks:
            whole = whole or block.whole
            if not whole:
                continue
            try:
                content: Any = frames_of(stream, block)
                moments, frames = content
            except (BadDataError, TypeError, ValueError):
                whole = False
                continue
            yield moments, frames


def _last(file: Path, block: Block) -> datetime:
    """The last moment that a block tells of; where it is damaged, the one at which it begins."""
    moments = [at for times, _ in _contents(file, [replace(block, whole=True)]) for at in times]
    return _moment(max(moments, default=block.at))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _series(points: dict[float, float]) -> Series:
    times = tuple(sorted(points))
    return Series(times, tuple(points[at] for at in times))
