"""Programs that print too much, never end, or leave others behind: bounded, and gone."""

from __future__ import annotations

import asyncio
import hashlib
import resource
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from data.models.runbook_run import Ended, Execution
from tests.data.runbook_runs.scene import PATH, runbook, running, scene
from tests.own_time import own_time, within
from tests.processes import processes_of

SLEEP = f"{sys.executable} -c 'import time; time.sleep(60)'"


async def ran(folder: Path, *argv: str, box: float = 300.0) -> Execution:
    """How a command ended that was run as a step, in a home of its own where nothing is left."""
    home = {**PATH, "HOME": str(folder)}
    step = replace(running("first", *argv), box=box)
    async with scene(folder, runbook(step), environ=home) as at:
        await asyncio.wait_for(at.run("first"), 300)
        found = at.conductor.run.record("first").executions[0]
        assert processes_of(folder) == []
        assert at.conductor.executing is None and not at.conductor.busy
    written = sum(file.stat().st_size for file in (folder / "journal").rglob("*.toml"))
    assert written < 40_000
    return found


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.runbook_runs.execution._GRACE_S", 0.5)


async def test_a_gigabyte_is_counted_and_digested_but_not_kept(tmp_path: Path) -> None:
    """Fault 63."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = await ran(tmp_path, "head", "-c", "1000000000", "/dev/zero")
    assert found.output is not None
    assert (found.code, found.output.size, found.output.cut) == (0, 1_000_000_000, True)
    digest = hashlib.sha256()
    for _ in range(1000):
        digest.update(bytes(1_000_000))
    assert found.output.digest == f"sha256:{digest.hexdigest()}"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


async def test_one_that_never_ends_is_ended(tmp_path: Path, impatient: None) -> None:
    """Fault 64."""
    found = await ran(tmp_path, "yes", box=1.0)
    assert found.ended is Ended.TIMED_OUT and found.output is not None
    assert found.output.cut and found.output.text.startswith("y\ny\n")


async def test_one_that_ignores_being_asked_is_ended_by_force(tmp_path: Path, impatient: None) -> None:
    shell = f"trap '' TERM; setsid {SLEEP} & {SLEEP} & {SLEEP}; {SLEEP}"
    with within(12):
        found = await ran(tmp_path, "sh", "-c", shell, box=0.5)
        assert found.ended is Ended.TIMED_OUT


async def test_a_grandchild_that_holds_the_output_keeps_nobody_waiting(tmp_path: Path) -> None:
    with within(8):
        found = await ran(tmp_path, "sh", "-c", f"setsid {SLEEP} & sleep 0.2; echo done")
        assert (found.code, found.output and found.output.text) == (0, "done\n")


async def test_it_has_nothing_to_read_and_nobody_to_ask(tmp_path: Path) -> None:
    """Fault 66."""
    found = await ran(tmp_path, "sh", "-c", "cat; echo password? > /dev/tty; echo $EDITOR $TERM")
    assert found.output is not None
    assert "false dumb\n" in found.output.text  # before or after what it complains of on the other stream
    assert "/dev/tty" in found.output.text


async def test_what_it_printed_cannot_steer_a_terminal(tmp_path: Path) -> None:
    found = await ran(tmp_path, "printf", "\\033]0;title\\007\\033[2J\\377 Bearer abcdefgh12345678")
    assert found.output is not None
    assert "\x1b" not in found.output.text and "\x07" not in found.output.text
    assert "abcdefgh12345678" not in "".join(file.read_text() for file in tmp_path.rglob("*.toml"))


async def test_others_are_asked_on_time_while_a_command_runs(tmp_path: Path) -> None:
    """Fault 60: whatever it prints, the loop that asks the sources stays free."""
    gaps: list[float] = []

    async def tick() -> None:
        last = own_time()
        while True:
            await asyncio.sleep(0.01)
            gaps.append(own_time() - last)
            last = own_time()

    ticking = asyncio.create_task(tick())
    await ran(tmp_path, "sh", "-c", "head -c 300000000 /dev/zero; sleep 0.3")
    ticking.cancel()
    assert len(gaps) > 20 and max(gaps) < 0.5
