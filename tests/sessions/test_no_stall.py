"""Promise B5 on the whole program: neither the others nor the keys wait for a source that misbehaves."""

from __future__ import annotations

import asyncio
import math
import statistics
import time
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from tests.background import served
from tests.servers import Request, hang, plain
from tests.sessions.home import START, Home

pytestmark = [pytest.mark.pty, pytest.mark.serial]

_MEGABYTE = b"x" * (1 << 20)
_TURNS = 20


async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
    """One byte now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def flood(_request: Request, writer: asyncio.StreamWriter) -> None:
    """Fifty megabytes."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n")
    for _ in range(50):
        writer.write(_MEGABYTE)
        await writer.drain()


def _shows(title: str, screen: str) -> bool:
    return title in screen.splitlines()[0]


def test_a_hung_a_dripping_and_a_flooding_source(tmp_path: Path) -> None:
    home, asked, answer = Home(tmp_path), [0.0], plain('{"status": "ok"}')

    async def quick(request: Request, writer: asyncio.StreamWriter) -> None:
        asked.append(time.monotonic())
        await answer(request, writer)

    with served(hang) as one, served(drip) as two, served(flood) as three, served(quick) as four:
        names = {"hung": one, "dripping": two, "flooding": three, "quick": four}
        home.configure(
            *(
                f'[[http]]\nname = "{name}"\nurl = "{server.url}"\nevery = "1s"\ntimeout = "2s"\n'
                for name, server in names.items()
            )
        )
        with home.open() as session:
            session.wait_for("timed out", START)
            asked.clear()
            waits = []
            for turn in range(_TURNS):
                key, title = (("6", "Checklists"), ("1", "Health"))[turn % 2]
                began = time.monotonic()
                session.press(key)
                session.wait_for(partial(_shows, title), 5)
                waits.append(time.monotonic() - began)
                time.sleep(0.4)
            gaps = [later - earlier for earlier, later in pairwise(asked)]
            session.press("q")
            assert session.wait_exit() == 0
    waits.sort()
    late = waits[math.ceil(_TURNS * 0.95) - 1]
    print(f"key to screen: median {statistics.median(waits) * 1000:.0f} ms, p95 {late * 1000:.0f} ms")
    print(f"the quick source, asked each second: every {statistics.mean(gaps):.2f} s")
    assert late < 0.2
    assert statistics.mean(gaps) == pytest.approx(1, rel=0.1)
