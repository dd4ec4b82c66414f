"""Many sources in one process: what they cost."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.row import Row, row
from tests.bench.scene import endpoints, http_sources, scene

BUDGET = 15.0
SOURCES = 500
_SETTLE = 16.0
"""Seconds for the first round, and for every source to find its own pace."""


def measure(quick: bool) -> list[Row]:
    """The real console, asking a real server."""
    slices, seconds = (2, 8.0) if quick else (6, 10.0)
    with scene() as place, endpoints() as address:
        argv = place.console(place.configure(http_sources(address, SOURCES)))
        with place.open(argv) as session:
            session.wait_for("service-010", 30)
            time.sleep(_SETTLE)
            shares = []
            for _ in range(slices):
                processor, started = session.cpu_seconds(), time.perf_counter()
                time.sleep(seconds)
                shares.append((session.cpu_seconds() - processor) / (time.perf_counter() - started) * 100)
            memory = _megabytes(session.process.pid)
    return [
        row(f"{SOURCES} sources every 15 s: share of one core", shares, "%", BUDGET),
        row("  resident memory", [memory], "MB"),
    ]


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))
