"""One file of a recording, read back: what was known at a moment, and the past of series as it was known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from data.errors import BadDataError
from data.history.keeping import Keeping, Plain
from data.models.series import Key
from data.models.snapshot import Snapshot
from data.recorder.blocks import Block, blocks_of, frames_of, section
from data.recorder.frames import Frame, ReadingBack
from data.recorder.pasts import Notes, keeping_of, notes_in, pasts_in
from data.recorder.points import Point, PointsIn


@dataclass(frozen=True, slots=True)
class Known:
    """What one console knew, whose first block in the file is `begins`; `damaged` where later ones are."""

    snapshot: Snapshot
    file: Path
    begins: int
    damaged: bool = False


@dataclass(slots=True)
class Heard:
    """The values of a console in one file: when what was kept of a series, and its values by moment."""

    size: int
    begins: int
    kept: dict[Key, list[tuple[float, Plain]]] = field(default_factory=dict)
    points: dict[Key, tuple[list[float], list[float]]] = field(default_factory=dict)
    noted: list[tuple[float, Notes]] = field(default_factory=list)
    damaged: list[float] = field(default_factory=list)
    """When what was then written of series cannot be read."""

    def lacks(self, at: float) -> bool:
        """Whether something is missing of what was known of series at a moment in seconds since 1970."""
        return any(each <= at for each in self.damaged)

    def hear_pasts(self, stream: BinaryIO, block: Block) -> None:
        """Take in what was kept by then, and noted. Raises OSError, and BadDataError where it is damaged."""
        pasts = section(stream, block.pasts)
        self.noted += notes_in(pasts)
        for at, key, plain in pasts_in(pasts):
            self.kept.setdefault(key, []).append((at, plain))

    def hear_values(self, reading: PointsIn, stream: BinaryIO, block: Block) -> None:
        """Take in what was measured. Raises OSError, and BadDataError where it is damaged."""
        for key, at, value in reading.points(section(stream, block.values)):
            times, values = self.points.setdefault(key, ([], []))
            times.append(at)
            values.append(value)

    def notes(self, at: float) -> Notes:
        """What had been noted by a moment in seconds since 1970, each by its name as it was last."""
        return {name: said for noted, notes in self.noted if noted <= at for name, said in notes.items()}

    def keeping(self, key: Key, at: float, offset: float) -> Keeping | None:
        """What was kept of a series at a moment (seconds since 1970), on the scale `offset` before that."""
        kept = [each for each in self.kept.get(key, ()) if each[0] <= at]
        times, values = self.points.get(key, ([], []))
        first = bisect_right(times, kept[-1][0]) if kept else 0
        last = bisect_right(times, at)
        if not kept and first == last:
            return None
        return keeping_of(
            kept[-1][1] if kept else None, [each - offset for each in times[first:last]], values[first:last]
        )


class Tape:
    """Remembers where the blocks of its file are, as long as this does not grow."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._size = -1
        self._blocks: list[Block] = []

    @property
    def blocks(self) -> list[Block]:
        """All of them, damaged ones too. Raises OSError."""
        size = self._file.stat().st_size
        if size != self._size:
            self._size, self._blocks = size, blocks_of(self._file)
        return self._blocks

    def known(self, moment: float) -> Known | None:
        """What was known at a moment; None where nothing of it, or before it, can be read. Raises OSError."""
        blocks = self.blocks
        begins = max((place for place in _beginnings(blocks) if blocks[place].at <= moment), default=None)
        if begins is None:
            return None
        last = bisect_right(_until(blocks, begins), moment, key=lambda block: block.at) + begins - 1
        for first in range(last, begins - 1, -1):  # a damaged one does not hide what was known before it
            if blocks[first].whole and (read := self._read(blocks[first : last + 1], moment)):
                return Known(read[0], self._file, begins, damaged=read[1])
        return None

    def heard(self, begins: int) -> Heard:
        """The values from a console's first block in the file. Raises OSError."""
        blocks, reading = self.blocks, PointsIn()
        heard = Heard(self._size, begins)
        with self._file.open("rb") as stream:
            for block in _until(blocks, begins):
                for hear in (heard.hear_pasts, partial(heard.hear_values, reading)):
                    try:
                        hear(stream, block)
                    except BadDataError:
                        heard.damaged.append(block.at)
        return heard

    def points(self, start: float, end: float) -> Iterator[Point]:
        """Every value around a span of time, whoever recorded it. Raises OSError."""
        reading = PointsIn()
        blocks = self.blocks
        place = max(
            (place for place, block in enumerate(blocks) if block.whole and block.at <= start), default=0
        )
        with self._file.open("rb") as stream:
            for block in blocks[place:]:
                if block.at <= end:
                    with suppress(BadDataError):
                        yield from reading.points(section(stream, block.values))

    def damaged(self, start: float, end: float) -> Iterator[float]:
        """When values were written, in a span of time, that cannot be read any more. Raises OSError."""
        with self._file.open("rb") as stream:
            for block in self.blocks:
                if start <= block.at <= end or not block.at:
                    try:
                        section(stream, block.values)
                    except BadDataError:
                        yield block.at

    def span(self) -> tuple[float, float] | None:
        """From when to when it tells, None where nothing in it can be read. Raises OSError."""
        blocks = [block for block in self.blocks if block.frames]
        if not blocks:
            return None
        latest = max(blocks, key=lambda block: block.at)
        moments = [at for times, _ in self._contents([latest]) for at in times or ()]
        return min(block.at for block in blocks), max(moments, default=latest.at)

    def _read(self, blocks: Sequence[Block], moment: float) -> tuple[Snapshot, bool] | None:
        """What these blocks tell of that moment, and whether the last of them is damaged."""
        back, shown, damaged = ReadingBack(), None, False
        for times, frames in self._contents(blocks):
            try:
                for at, frame in zip(times or (), frames, strict=True):
                    if at <= moment:
                        back.take(frame)
                damaged = times is None
                shown = back if not damaged else shown
            except (BadDataError, ValueError):
                damaged = True
        try:
            return (shown.snapshot(), damaged) if shown else None
        except BadDataError:
            return None

    def _contents(self, blocks: Sequence[Block]) -> Iterator[tuple[list[float] | None, list[Frame]]]:
        """Moments and frames of the blocks; none from a damaged one on to the next that is whole."""
        readable = True
        with self._file.open("rb") as stream:
            for block in blocks:
                readable = readable or block.whole
                moments: list[float] | None = None
                frames: list[Frame] = []
                if readable:
                    try:
                        content: Any = frames_of(stream, block)
                        moments, frames = content
                    except (BadDataError, TypeError, ValueError):
                        readable = False
                yield moments, frames


def _beginnings(blocks: Sequence[Block]) -> list[int]:
    """Where consoles, or clocks, begin."""
    return [place for place, block in enumerate(blocks) if block.anew or place == 0]


def _until(blocks: Sequence[Block], begins: int) -> list[Block]:
    """The blocks of the one that begins there."""
    ends = (place for place in _beginnings(blocks) if place > begins)
    return list(blocks[begins : next(ends, len(blocks))])
