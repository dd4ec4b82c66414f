"""A resolver that hangs keeps nobody waiting."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from data.lookups import MOST, keep_lookups_apart
from tests.own_time import within

FOUND = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]


class Resolver:
    """Stands for the system's: hangs for names that say so, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.release = threading.Event()

    def __call__(self, host: str, *_args: object, **_kwargs: object) -> list[Any]:
        self.asked.append(host)
        if "hang" in host:
            self.release.wait(20)
        if "none" in host:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return FOUND


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    made = Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", made)
    yield made
    made.release.set()


async def look_up(host: str) -> list[Any]:
    return list(await asyncio.get_running_loop().getaddrinfo(host, 80))


def test_neither_other_work_nor_the_end_waits_for_it(resolver: Resolver) -> None:
    """Fault 32: an error in time, and threads that are capped."""

    async def main() -> None:
        keep_lookups_apart()
        hung = [asyncio.create_task(look_up(f"hang-{number}")) for number in range(MOST)]
        while len(resolver.asked) < MOST:
            await asyncio.sleep(0.01)
        assert await asyncio.to_thread(lambda: "work") == "work"
        with pytest.raises(socket.gaierror, match="too many look-ups"):
            await look_up("one-more")
        for task in hung:
            task.cancel()

    with within(3):
        asyncio.run(main())


async def test_equal_look_ups_share_one_thread(resolver: Resolver) -> None:
    keep_lookups_apart()
    first, second, third = (asyncio.create_task(look_up("hang-1")) for _ in range(3))
    await asyncio.sleep(0.05)
    first.cancel()
    resolver.release.set()
    assert await second == FOUND
    assert await third == FOUND
    assert resolver.asked == ["hang-1"]
    assert first.cancelled()


async def test_what_is_found_and_what_is_not(resolver: Resolver) -> None:
    keep_lookups_apart()
    assert await look_up("well") == FOUND
    with pytest.raises(socket.gaierror, match="not known"):
        await look_up("none")
    assert await look_up("well") == FOUND
    assert resolver.asked == ["well", "none", "well"]
