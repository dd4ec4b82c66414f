"""The provider on the machine that the tests run on."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.config.secret import SecretReader
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.host.client import HostProvider
from data.providers.host.machine import read_disk
from data.providers.host.reading import Disk
from data.providers.host.settings import SIGNALS, HostSettings
from data.timekeeping import SystemTimekeeper
from tests.own_time import within

_ROOT = Path(__file__).parents[4]


def provider(ask_disk: Callable[[str], Disk | Failure] = read_disk, **more: object) -> HostProvider:
    settings = HostSettings.model_validate({"name": "here", **more})
    return HostProvider(settings, ProviderContext(SystemTimekeeper(), SecretReader({})), ask_disk)


def values(answer: Answer, signal: str) -> dict[str, float | None]:
    return {
        dict(each.labels).get("mount", ""): each.value
        for each in answer.observations
        if each.signal == signal
    }


async def test_a_first_look_has_all_that_this_machine_tells() -> None:
    answer = await provider(mounts=["/"]).fetch()
    signals = {observation.signal for observation in answer.observations}
    assert signals <= SIGNALS
    assert SIGNALS - signals <= {"host.swap_pct", "host.inodes_pct"}
    cpu, memory = values(answer, "host.cpu_pct")[""], values(answer, "host.memory_pct")[""]
    assert cpu is not None and 0 <= cpu <= 100
    assert memory is not None and 0 < memory < 100
    disk = values(answer, "host.disk_pct")["/"]
    stat = os.statvfs("/")
    used = stat.f_blocks - stat.f_bfree
    assert disk == pytest.approx(100 * used / (used + stat.f_bavail), abs=1)
    assert answer.query.startswith("this machine, ")
    assert "host.disk_pct mount=/ " in answer.raw


async def test_only_the_first_look_takes_a_moment() -> None:
    here = provider(mounts=["/"])
    took = []
    for _ in range(5):
        started = time.monotonic()
        assert values(await here.fetch(), "host.load1")[""] is not None
        took.append(time.monotonic() - started)
    assert took[0] >= 0.2 > min(took[1:])


async def test_a_busy_processor_is_seen() -> None:
    here = provider(mounts=["/"])
    await here.fetch()
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        sum(range(1000))
    busy = values(await here.fetch(), "host.cpu_pct")[""]
    assert busy is not None and busy >= 90 / (os.cpu_count() or 1) / 2


async def test_by_default_every_disk_is_watched() -> None:
    assert values(await provider().fetch(), "host.disk_pct")
    nothing = await provider(ignore=["*"]).fetch()
    assert not values(nothing, "host.disk_pct")


async def test_any_folder_will_do_and_a_missing_one_is_said_so(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    answer = await provider(mounts=[str(tmp_path), str(missing)]).fetch()
    found = values(answer, "host.disk_pct")
    assert found[str(tmp_path)] is not None and found[str(missing)] is None
    (failure,) = [each.failure for each in answer.observations if each.failure]
    assert failure.kind is FailureKind.NOT_FOUND and failure.message == f"there is no {missing}"


async def test_a_mount_that_hangs_holds_up_nobody_and_is_asked_only_once() -> None:
    """As a dead file server does: the call returns when it pleases."""
    back, calls = threading.Event(), []

    def ask(folder: str) -> Disk | Failure:
        if folder == "/hangs":
            calls.append(folder)
            back.wait(60)
        return read_disk("/")

    here = provider(ask, mounts=["/", "/hangs"], timeout="2s")
    for _ in range(2):
        with within(2.5):
            answer = await here.fetch()
        found = values(answer, "host.disk_pct")
        assert found["/"] is not None and found["/hangs"] is None
        (failure,) = [each.failure for each in answer.observations if each.failure]
        assert failure.kind is FailureKind.TIMEOUT
    assert calls == ["/hangs"]
    back.set()
    async with asyncio.timeout(5):
        while values(await here.fetch(), "host.disk_pct")["/hangs"] is None:
            await asyncio.sleep(0.01)


def test_a_mount_that_hangs_does_not_keep_the_program_from_ending() -> None:
    program = """
import asyncio, threading
from data.providers.host.aside import Aside
from tests.own_time import within

async def main():
    try:
        await Aside().run("hangs", threading.Event().wait, 0.05)
    except TimeoutError:
        print("gave up")

asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=_ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    assert (done.stdout, done.stderr) == ("gave up\n", "")


async def test_too_many_mounts_are_cut_and_it_is_said(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(42)]
    for folder in folders:
        folder.mkdir()
    answer = await provider(mounts=[str(folder) for folder in folders]).fetch()
    found = values(answer, "host.disk_pct")
    assert len(found) == 41 and found[""] is None
