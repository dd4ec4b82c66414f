"""How soon there is something to see: the first frame with names in it, and ``--version``."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tests.bench import empty_app
from tests.bench.row import Row, row
from tests.bench.scene import Scene, endpoints, http_sources, python, scene

FRAME_BUDGET = 1.6
VERSION_BUDGET = 0.15
SOURCES = 200
_LAST_SEEN = "service-020"
"""A source far enough down to be sure that the list stands on the screen."""
_PATIENCE = 30.0


def measure(quick: bool) -> list[Row]:
    """Both, by turns with what they are measured against."""
    with scene() as place:
        return [*first_frame(place, 6 if quick else 15), version(place, 8 if quick else 20)]


def first_frame(place: Scene, pairs: int) -> list[Row]:
    """From exec to the first frame with rows, against an empty Textual application's first frame."""
    with endpoints() as address:
        console = place.console(place.configure(http_sources(address, SOURCES)))
        empty = python(empty_app.__name__)
        runs = [
            (_seen(place, empty, empty_app.WORDS), _seen(place, console, _LAST_SEEN))
            for _ in range(pairs + 1)
        ][1:]  # the first compiles
    name = f"start to the first frame with {SOURCES} sources, against an empty Textual app"
    return [
        row(name, [ours[0] / plain[0] for plain, ours in runs], budget=FRAME_BUDGET),
        row("  the same in processor time", [ours[1] / plain[1] for plain, ours in runs]),
        row("  in seconds", [ours[0] for _, ours in runs], "s"),
    ]


def version(place: Scene, pairs: int) -> Row:
    """``--version`` against a Python that does nothing."""
    nothing, ours = [sys.executable, "-c", "pass"], python("console", "--version")
    found = [_ended(place, ours) - _ended(place, nothing) for _ in range(pairs + 1)][1:]
    return row("--version, more than python -c pass", found, "s", VERSION_BUDGET)


def _seen(place: Scene, argv: Sequence[str], words: str) -> tuple[float, float]:
    """Seconds, and seconds of processor time, until words have reached the terminal."""
    wanted = words.encode()
    started = time.perf_counter()
    with place.open(argv) as session:
        while wanted not in session.raw:
            time.sleep(0.001)
            assert time.perf_counter() - started < _PATIENCE, session.text
        return time.perf_counter() - started, session.cpu_seconds()


def _ended(place: Scene, argv: Sequence[str]) -> float:
    started = time.perf_counter()
    ended = place.run(argv)
    assert ended.returncode == 0, ended.stderr
    return time.perf_counter() - started
