"""What a dashboard costs: bytes while values change, bytes and time of a key."""

from __future__ import annotations

import random
import time
from collections import Counter
from statistics import median, quantiles

from tests.bench.row import Row, row
from tests.bench.scene import SIZE, Scene, python, scene
from tests.bench.traffic_bench import CHANGING_BUDGET, Watched, watch_session
from tests.pty_session import PtySession

KEY_BUDGET = 100.0
SOURCES = 500
"""Of their latencies a board lists two hundred."""
_SHOWN = 6
"""As many rows does a panel show before it is opened."""
_SETTLE = 4.0
_PATIENCE = 5.0


def measure(quick: bool) -> list[Row]:
    """A performance board that changes, then one of 500 sources with a cursor that moves."""
    with scene() as place:
        seen = changing(place, 15.0 if quick else 60.0)
        moves, reads = keys(place, 30 if quick else 100)
    return [
        row(
            "bytes a minute on a performance board, 100 of 200 changing every 5 s",
            [seen.bytes_per_minute],
            "B",
            CHANGING_BUDGET,
        ),
        row("  processor time for that", [seen.processor / seen.seconds * 100], "%"),
        row(
            f"key to screen on a board of {SOURCES} sources: 95th percentile",
            [_slow(moves)],
            "ms",
            KEY_BUDGET,
        ),
        row("  median", [median(moves)], "ms"),
        row("bytes of a step of the cursor on a plot", reads, "B"),
    ]


def changing(place: Scene, seconds: float) -> Watched:
    """A board of 200 services, half of which answer otherwise each time."""
    argv = python("tests.bench.scripted_console", str(place.folder / "changing"), "--changing", "100")
    with place.open(argv) as session:
        _open_board(session)
        return watch_session(session, seconds)


def keys(place: Scene, presses: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each move in a long list, and bytes of each step on the plot."""
    arguments = ["--sources", str(SOURCES), "--changing", str(SOURCES // 2)]
    argv = python("tests.bench.scripted_console", str(place.folder / "keys"), *arguments)
    with place.open(argv) as session:
        _open_board(session)
        _unfold(session)
        moves = [_move(session, "down" if at % 2 == 0 else "up") for at in range(presses)]
    steady = ["--sources", "5"]
    with place.open(python("tests.bench.scripted_console", str(place.folder / "plot"), *steady)) as session:
        _open_board(session)
        session.press("left")
        session.wait_quiet(0.3)
        return moves, [float(_read(session)) for _ in range(10)]


def _open_board(session: PtySession) -> None:
    session.wait_for("service-00", 30)
    time.sleep(_SETTLE)
    session.press("2")
    session.wait_for("Latency", 10)
    time.sleep(_SETTLE)


def _unfold(session: PtySession) -> None:
    """Go down to where the latencies are folded away, and open them."""
    for _ in range(_SHOWN):
        session.press("down")
    session.press("enter")
    session.wait_for(lambda text: "more, enter shows them" not in text.split("Traffic")[0], 5)


def _move(session: PtySession, key: str) -> float:
    """Press one key, at no particular moment; milliseconds until another row is marked."""
    time.sleep(random.uniform(0.05, 0.15))
    before, mark = marked(session), session.mark()
    started = time.perf_counter()
    session.press(key)
    while True:
        if session.mark() != mark:
            mark, arrived = session.mark(), time.perf_counter()
            if marked(session) != before:
                return (arrived - started) * 1000
        time.sleep(0.0005)
        assert time.perf_counter() - started < _PATIENCE, session.text


def _read(session: PtySession) -> int:
    mark = session.mark()
    session.press("left")
    session.wait_quiet(0.2)
    return session.count(mark)


def marked(session: PtySession) -> int:
    """The line whose background no other has."""
    cells = session.cells
    backgrounds = [cells[y][3].bg for y in range(SIZE[1])]
    counts = Counter(backgrounds[3:])
    return next((y for y in range(3, SIZE[1]) if counts[backgrounds[y]] == 1), -1)


def _slow(found: list[float]) -> float:
    return quantiles(found, n=20)[-1]
