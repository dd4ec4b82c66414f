"""``check`` of many endpoints, against the same requests by httpx alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tests.bench.row import Row, row
from tests.bench.scene import Scene, endpoints, http_sources, python, scene

ENDPOINTS = 200


def measure(quick: bool) -> list[Row]:
    """Both from exec to exit, by turns."""
    with scene() as place, endpoints() as address:
        ours = place.console(place.configure(http_sources(address, ENDPOINTS)), "check", "--json")
        bare = python("tests.bench.bare_gather", address, str(ENDPOINTS))
        runs = [(_took(place, bare), _took(place, ours)) for _ in range((3 if quick else 10) + 1)][1:]
    name = f"check of {ENDPOINTS} endpoints, against a bare httpx gather"
    return [
        row(name, [check / gather for gather, check in runs]),
        row("  in seconds", [check for _, check in runs], "s"),
    ]


def _took(place: Scene, argv: Sequence[str]) -> float:
    started = time.perf_counter()
    ended = place.run(argv)
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr
    return time.perf_counter() - started
