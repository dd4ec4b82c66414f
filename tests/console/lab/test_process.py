"""Children on a leash: started, ended, and gone with whoever started them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from console.lab.process import Child, leashed, run_once
from data.errors import OpsError
from tests.console.lab.asking import PATIENCE_S, eventually

_SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
_DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('deaf', flush=True); time.sleep(60)",
]


async def test_what_it_prints_is_returned() -> None:
    assert await run_once(["/bin/echo", "a", "b c"]) == "a b c"


async def test_variables_are_added_not_put_in_place() -> None:
    printed = await run_once(["/usr/bin/env"], environ={"LAB_TEST": "yes"})
    assert "LAB_TEST=yes" in printed and "PATH=" in printed


async def test_a_failure_says_its_last_words() -> None:
    with pytest.raises(OpsError, match="sh failed: two"):
        await run_once(["/bin/sh", "-c", "echo one; echo two >&2; exit 3"])


async def test_one_that_does_not_end_is_ended() -> None:
    before = time.monotonic()
    with pytest.raises(OpsError, match="did not end within"):
        await run_once(_SLEEP, timeout=0.3)
    assert time.monotonic() - before < 50


async def test_a_cancelled_run_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.lab.process._LAST_WORK_S", 0.3)
    others = set(psutil.Process().children(recursive=True))

    def family() -> set[psutil.Process]:
        return set(psutil.Process().children(recursive=True)) - others

    task = asyncio.create_task(run_once(["/bin/sh", "-c", "sleep 60 & wait"]))
    async with asyncio.timeout(PATIENCE_S):
        while len(family()) < 2:
            await asyncio.sleep(0.01)
    started = family()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert eventually(lambda: not any(process.is_running() for process in started))


async def test_it_can_be_ended_and_started_again(tmp_path: Path) -> None:
    child = Child("sleeper", _SLEEP, log=tmp_path / "log")
    for _ in range(2):
        await child.start()
        pid = child.pid
        assert child.alive and pid and psutil.pid_exists(pid)
        await child.stop()
        assert not child.alive and child.pid is None and not psutil.pid_exists(pid)


async def test_one_that_ignores_the_polite_wish_is_ended_firmly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.lab.process._PATIENCE_S", 0.3)
    child = Child("deaf", _DEAF, log=tmp_path / "log")
    await child.start()
    async with asyncio.timeout(PATIENCE_S):
        while "deaf" not in (tmp_path / "log").read_text():
            await asyncio.sleep(0.01)
    await child.stop()
    assert not child.alive


@pytest.mark.parametrize("ours", [signal.SIG_DFL, signal.SIG_IGN], ids=["heard here", "ignored here"])
async def test_one_that_was_told_firmly_may_still_put_its_things_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: signal.Handlers
) -> None:
    monkeypatch.setattr("console.lab.process._PATIENCE_S", 0.2)
    slow = "trap '' TERM; trap 'sleep 0.6; echo put away; exit' QUIT; echo up; while :; do sleep 0.05; done"
    child = Child("slow", ["/bin/sh", "-c", slow], log=tmp_path / "log", firm=signal.SIGQUIT)
    before = signal.signal(signal.SIGQUIT, ours)
    try:
        await child.start()
    finally:
        signal.signal(signal.SIGQUIT, before)
    async with asyncio.timeout(PATIENCE_S):
        while "up" not in (tmp_path / "log").read_text():
            await asyncio.sleep(0.01)
    await child.stop()
    assert "put away" in (tmp_path / "log").read_text()


async def test_one_that_ended_by_itself_says_why(tmp_path: Path) -> None:
    child = Child("loser", ["/bin/sh", "-c", "echo no such luck; exit 7"], log=tmp_path / "log")
    await child.start()
    async with asyncio.timeout(PATIENCE_S):
        while child.alive:
            await asyncio.sleep(0.01)
    with pytest.raises(OpsError, match="loser ended with 7: no such luck"):
        child.check()
    await child.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own leash")
def test_it_ends_with_its_parent() -> None:
    script = (
        "import subprocess, sys\n"
        "from console.lab.process import leashed\n"
        "import signal\n"
        f"child = subprocess.Popen(leashed({_SLEEP!r}, signal.SIGKILL))\n"
        "print(child.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    root = str(Path(__file__).parents[3])
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    assert eventually(
        lambda: "time.sleep" in " ".join(child.cmdline()) and "leash" not in str(child.cmdline())
    )
    parent.kill()
    parent.communicate()
    assert eventually(lambda: not child.is_running())


def test_it_does_not_start_for_a_parent_that_has_gone() -> None:
    argv = leashed(["/bin/echo", "never"], signal.SIGKILL)
    argv[argv.index(str(os.getpid()))] = "1"
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 75
    assert done.stdout == ""
