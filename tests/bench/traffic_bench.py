"""What goes over the line: bytes while nothing changes, and for readings that change."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyte.screens import Char

from tests.bench.row import Row, row
from tests.bench.scene import SIZE, Scene, python, scene
from tests.pty_session import PtySession

QUIET_BUDGET = 2_000.0
CHANGING_BUDGET = 60_000.0
CELLS_BUDGET = 3.0
_SETTLE = 2.0
"""Seconds from the last source's first answer until the journal is read and the second round begun."""
_PAUSE = 0.06
"""Seconds without a byte that end an update."""


@dataclass
class Watched:
    """What came over the line in some seconds."""

    seconds: float = 0.0
    processor: float = 0.0
    updates: list[tuple[int, int]] = field(default_factory=list)
    """For each: bytes sent, and bytes of the cells that are not what they were."""

    @property
    def bytes_per_minute(self) -> float:
        """As if it went on like this."""
        return sum(sent for sent, _ in self.updates) / self.seconds * 60


def measure(quick: bool) -> list[Row]:
    """First nothing changes, then 100 of 200 readings do every five seconds."""
    seconds = 12.0 if quick else 60.0
    with scene() as place:
        quiet = watch(place, seconds)
        changing = watch(place, seconds, "--changing", "100")
    ratios = [sent / cells for sent, cells in changing.updates if cells]
    total = sum(sent for sent, _ in changing.updates) / max(1, sum(cells for _, cells in changing.updates))
    cells = row("  against the bytes of the cells that changed", ratios or [0.0], budget=CELLS_BUDGET)
    return [
        row("bytes a minute, nothing changing", [quiet.bytes_per_minute], "B", QUIET_BUDGET),
        row("  processor time for that", [_share(quiet)], "%"),
        row(
            "bytes a minute, 100 of 200 changing every 5 s", [changing.bytes_per_minute], "B", CHANGING_BUDGET
        ),
        Row(cells.name, total, "×", cells.spread, CELLS_BUDGET, total <= CELLS_BUDGET),
        row("  processor time for that", [_share(changing)], "%"),
    ]


def watch(place: Scene, seconds: float, *arguments: str) -> Watched:
    """Open the scripted console and count, once it has settled."""
    argv = python("tests.bench.scripted_console", str(place.folder / "scripted"), *arguments)
    with place.open(argv) as session:
        session.wait_for("200 of 200 sources pass", 30)
        time.sleep(_SETTLE)
        return watch_session(session, seconds)


def watch_session(session: PtySession, seconds: float) -> Watched:
    """Count what comes from now on."""
    found = Watched()
    processor, started, before = session.cpu_seconds(), time.perf_counter(), picture(session)
    for sent in _updates(session, started + seconds):
        now = picture(session)
        found.updates.append((sent, _bytes_of_changes(before, now)))
        before = now
    found.seconds = time.perf_counter() - started
    found.processor = session.cpu_seconds() - processor
    return found


def picture(session: PtySession) -> list[list[Char]]:
    """Every cell as it is seen now."""
    cells: Mapping[int, Mapping[int, Char]] = session.cells
    width, height = SIZE
    return [[cells[y][x] for x in range(width)] for y in range(height)]


def _updates(session: PtySession, end: float) -> Iterator[int]:
    """The bytes of each update, yielded once the line is quiet."""
    mark = session.mark()
    while time.perf_counter() < end:
        time.sleep(_PAUSE)
        if session.mark() != mark:
            session.wait_quiet(_PAUSE)
            yield session.count(mark)
            mark = session.mark()


def _bytes_of_changes(before: list[list[Char]], now: list[list[Char]]) -> int:
    pairs = (pair for old, new in zip(before, now, strict=True) for pair in zip(old, new, strict=True))
    return sum(len(new.data.encode()) for old, new in pairs if old != new)


def _share(found: Watched) -> float:
    return found.processor / found.seconds * 100
