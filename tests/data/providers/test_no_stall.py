"""Promise B5: whatever one source does, the others are asked on time and the loop stays free."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest

from data.config.secret import SecretReader
from data.models.failure import FailureKind
from data.models.round import Round
from data.poller import Poller
from data.provider import ProviderContext, Source
from data.sources import BY_NAME
from data.timekeeping import SystemTimekeeper
from tests.api_provider import SETTINGS
from tests.servers import Reply, Request, hang, plain, raw, serve
from tests.virtual_time import LoopTime

EVERY = 1.0
ROUNDS = 4


def source(kind: str, name: str, **settings: object) -> Source:
    row = BY_NAME[kind]
    made = row.settings.model_validate({"name": name, "every": EVERY, "timeout": 0.8, **settings})
    context = ProviderContext(SystemTimekeeper(), SecretReader({}))
    return Source(name, kind, kind, made.every, made.timeout, True, row.make(made, context))


def misbehaving() -> Mapping[str, Reply]:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 2_000_000) for _ in range(100)) + packer.flush()

    async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")
        for _ in range(800):
            writer.write(b"x" * 62_500)
            await writer.drain()

    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"
    return {
        "hung": hang,
        "dripping": raw(head, *[b"x"] * 999, pause=0.05),
        "endless": endless,
        "bomb": plain(bomb, headers="Content-Encoding: gzip\n"),
    }


async def lag(worst: list[float]) -> None:
    """Notes how late the loop comes back from a pause of 10 ms."""
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.01)
        worst.append(loop.time() - before - 0.01)


@pytest.mark.serial
async def test_others_are_asked_on_time_and_the_loop_stays_free() -> None:
    asked: list[float] = []
    rounds: list[Round] = []
    late: list[float] = []

    async def well(request: Request, writer: asyncio.StreamWriter) -> None:
        asked.append(asyncio.get_running_loop().time())
        await plain("ok")(request, writer)

    async with AsyncExitStack() as stack:
        good = await stack.enter_async_context(serve(well))
        bad = {name: await stack.enter_async_context(serve(reply)) for name, reply in misbehaving().items()}
        sources = [source("http", name, url=server.url) for name, server in bad.items()]
        sources.append(source("command", "yes", argv=["yes"]))
        sources.append(source("tls", "mute", address=f"127.0.0.1:{bad['hung'].port}"))
        sources += [source(kind, kind, **{"url": bad["hung"].url, **asks}) for kind, asks in SETTINGS.items()]
        sources.append(source("http", "well", url=good.url))
        poller = Poller(sources, rounds.append, LoopTime(), lambda: 0.5)
        watch, run = asyncio.create_task(lag(late)), asyncio.create_task(poller.run())
        async with asyncio.timeout(60):
            while len(asked) < ROUNDS:
                await asyncio.sleep(0.05)
        for task in (watch, run):
            task.cancel()
        await asyncio.gather(watch, run, return_exceptions=True)
        await poller.close()

    gaps = [later - sooner for sooner, later in pairwise(asked)]
    assert all(abs(gap - EVERY) <= EVERY / 10 for gap in gaps), gaps
    assert max(late) < 0.2, sorted(late)[-5:]
    kinds = {one.source: one.failure.kind for one in rounds if one.failure}
    assert {name for name, kind in kinds.items() if kind is FailureKind.TIMEOUT} == {
        "hung",
        "dripping",
        "yes",
        "mute",
        *SETTINGS,
    }
    assert "well" not in kinds
