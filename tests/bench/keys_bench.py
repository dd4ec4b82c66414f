"""How long a key takes to show on the screen while sources hang."""

from __future__ import annotations

import random
import time
from statistics import median, quantiles

from tests.bench.row import Row, row
from tests.bench.scene import SIZE, Scene, python, scene
from tests.pty_session import PtySession

BUDGET = 100.0
HANGING = 5
_SETTLE = 4.0
_PATIENCE = 5.0


def measure(quick: bool) -> list[Row]:
    """The 95th percentile with five that hang, and how the median compares with none, by turns."""
    turns, presses = (2, 40) if quick else (4, 100)
    with scene() as place:
        runs = [(latencies(place, 0, presses), latencies(place, HANGING, presses)) for _ in range(turns)]
    slow = [quantiles(hanging, n=20)[-1] for _, hanging in runs]
    ratios = [median(hanging) / median(free) for free, hanging in runs]
    return [
        row(f"key to screen, {HANGING} sources hanging: 95th percentile", slow, "ms", BUDGET),
        row("  median", [median(hanging) for _, hanging in runs], "ms"),
        row("  median against none hanging", ratios),
    ]


def latencies(place: Scene, hanging: int, presses: int) -> list[float]:
    """Milliseconds from a key that moves the cursor to the row that is marked."""
    arguments = ["--sources", str(200 - hanging), "--hanging", str(hanging)]
    argv = python("tests.bench.scripted_console", str(place.folder / "scripted"), *arguments)
    with place.open(argv) as session:
        session.wait_for("service-010", 30)
        time.sleep(_SETTLE)
        return [press(session, "down" if number % 2 == 0 else "up") for number in range(presses)]


def press(session: PtySession, key: str) -> float:
    """Press one key, at no particular moment; milliseconds until another row is marked."""
    time.sleep(random.uniform(0.05, 0.15))
    before, mark = marked(session), session.mark()
    started = time.perf_counter()
    session.press(key)
    while True:
        if session.mark() != mark:
            mark = session.mark()
            arrived = time.perf_counter()
            if marked(session) != before:
                return (arrived - started) * 1000
        time.sleep(0.0005)
        assert time.perf_counter() - started < _PATIENCE, session.text


def marked(session: PtySession) -> int:
    """The line whose background is not that of its neighbours."""
    cells = session.cells
    backgrounds = [cells[y][3].bg for y in range(SIZE[1])]
    usual = max(set(backgrounds), key=backgrounds.count)
    return max((y for y in range(5, SIZE[1]) if backgrounds[y] != usual), default=-1)
