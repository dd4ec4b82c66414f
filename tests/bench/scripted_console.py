"""The console on sources that do as they are told, for measuring what it makes of that."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from console.app import OpsConsole
from data.models.reading import Answer, Observation
from data.provider import Source
from tests.console_parts import parts
from tests.fakes import FakeProvider, hanging


def main() -> int:
    """Open the console until it is ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--changing", type=int, default=0, help="so many, spread evenly, change each time")
    parser.add_argument("--hanging", type=int, default=0, help="so many, beside the others, never answer")
    wanted = parser.parse_args()
    sources = [
        _source(number, wanted.every, _is_among(number, wanted.changing, wanted.sources))
        for number in range(wanted.sources)
    ]
    stuck = [
        Source(f"stuck-{number}", "http", "http", wanted.every, 2.0, True, hanging())
        for number in range(wanted.hanging)
    ]
    made = parts(wanted.folder, (*sources, *stuck))
    return OpsConsole(lambda: made).launch()


def _is_among(number: int, count: int, total: int) -> bool:
    return (number + 1) * count // total > number * count // total


def _source(number: int, every: float, changing: bool) -> Source:
    round_ = 0

    async def act() -> Answer:
        nonlocal round_
        round_ += 1
        await asyncio.sleep(0)
        moved = (round_ * 737 + number * 211) % 1900 if changing else 0
        up = Observation("http.up", 1.0, "bool")
        return Answer((up, Observation("http.latency_ms", 10.0 + moved, "ms")), "GET http://service/")

    feeds = frozenset({"http.up", "http.latency_ms"})
    return Source(f"service-{number:03}", "http", "http", every, 2.0, True, FakeProvider(act), feeds)


if __name__ == "__main__":
    raise SystemExit(main())
