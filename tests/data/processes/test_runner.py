"""Real programs that misbehave in every way that programs do."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.processes.runner import KEEP, Finished, Runner, Unfinished
from data.processes.start import MARK, Command, leash
from tests.own_time import within
from tests.programs import needs

PATH = {"PATH": "/usr/local/bin:/usr/bin:/bin"}


@asynccontextmanager
async def runner(grace: float = 5.0) -> AsyncIterator[Runner]:
    made = Runner(grace)
    try:
        yield made
    finally:
        async with asyncio.timeout(30):
            await made.close()


async def run(*argv: str, timeout: float = 60.0, grace: float = 5.0, cwd: Path | None = None) -> Finished:
    async with runner(grace) as made:
        return await made.run(Command(argv, PATH, cwd), timeout=timeout)


@pytest.fixture
def tag() -> Iterator[str]:
    """A word in a program's arguments that no other program has; whoever has it is ended afterwards."""
    word = uuid.uuid4().hex
    yield word
    for process in bearers(word):
        process.kill()


def bearers(tag: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if tag in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


async def until(count: int, tag: str, within: float = 30.0) -> None:
    """Wait until so many processes bear the tag."""
    async with asyncio.timeout(within):
        while len(bearers(tag)) != count:
            await asyncio.sleep(0.02)


def sleeper(tag: str, shell: str) -> tuple[str, ...]:
    """A shell script in which SLEEP stands for a program that stays for a minute and bears the tag.

    STARTED waits until the one that was put into the background has become that program.
    """
    started = f"until tr '\\0' '\\n' < /proc/$!/cmdline | grep -qx {tag}; do sleep 0.02; done"
    sleep = f"{sys.executable} -c 'import time; time.sleep(60)' {tag}"
    return ("sh", "-c", shell.replace("SLEEP", sleep).replace("STARTED", started))


async def cut_off(made: Runner, tag: str, shell: str, count: int) -> None:
    """Runs it until so many bear the tag, and lets go of it then."""
    task = asyncio.create_task(made.run(Command(sleeper(tag, shell), PATH), timeout=120))
    await until(count, tag)
    task.cancel()
    await asyncio.wait({task})


async def test_arguments_arrive_as_they_are() -> None:
    """Fault 61: no shell ever reads them."""
    hostile = ("x; rm -rf /", "$(id)", "`id`", "a\nb", "-oProxyCommand=x", "*", "'\"")
    finished = await run("printf", "%s|", *hostile)
    assert finished.out.decode() == "".join(f"{argument}|" for argument in hostile)
    assert (finished.code, finished.cut) == (0, False)


async def test_a_program_has_nothing_to_read_and_little_around_it() -> None:
    """Fault 66."""
    finished = await run("sh", "-c", "cat; env")
    names = {line.partition("=")[0] for line in finished.out.decode().splitlines()}
    assert names - {"PWD", "OLDPWD", "SHLVL", "_"} == {"PATH", MARK}


async def test_no_terminal_can_be_asked_for_a_password() -> None:
    finished = await run("sh", "-c", "echo secret? > /dev/tty")
    assert finished.code != 0
    assert b"/dev/tty" in finished.err


async def test_a_gigabyte_flows_by_without_being_kept() -> None:
    """Fault 63."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    finished = await run("head", "-c", "1000000000", "/dev/zero", timeout=300)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (finished.code, len(finished.out), finished.cut) == (0, KEEP, True)
    assert grown < 20_000


async def test_one_long_line_and_bytes_that_are_no_text() -> None:
    finished = await run("sh", "-c", "head -c 300000 /dev/zero | tr '\\0' a; printf '\\377\\376' >&2")
    assert (len(finished.out), finished.cut) == (KEEP, True)
    assert finished.err == b"\xff\xfe"


async def test_what_was_printed_last_is_read_to_the_end() -> None:
    finished = await run("sh", "-c", "head -c 60000 /dev/zero; printf end")
    assert finished.out.endswith(b"end")


async def test_a_program_that_hangs_is_ended(tag: str) -> None:
    with within(5), pytest.raises(Unfinished) as caught:
        await run(*sleeper(tag, "echo begun; SLEEP"), timeout=2)
    assert caught.value.out == b"begun\n"
    await until(0, tag)


async def test_one_that_ignores_being_asked_is_ended_by_force(tag: str) -> None:
    """Fault 64."""
    async with runner(grace=0.3) as made:
        await cut_off(made, tag, "trap '' TERM; SLEEP & SLEEP; SLEEP", 2)
        assert bearers(tag)
        await until(0, tag)


async def test_children_that_left_the_group_are_found(tag: str) -> None:
    """By their mark where their parent is gone, by descent where their environment is."""
    shell = "(setsid SLEEP &) ; setsid env -i SLEEP & SLEEP"
    async with runner(grace=0.3) as made:
        task = asyncio.create_task(made.run(Command(sleeper(tag, shell), PATH), timeout=60))
        await until(3, tag)
        task.cancel()
        await until(0, tag)
    assert task.cancelled()


async def test_one_that_was_seen_once_is_not_lost_sight_of(tag: str) -> None:
    """It left the group, cleared its environment, lost its parent, and does not listen."""
    shell = "trap '' TERM; setsid env -i SLEEP & trap - TERM; SLEEP"
    async with runner(grace=0.5) as made:
        task = asyncio.create_task(made.run(Command(sleeper(tag, shell), PATH), timeout=60))
        await until(2, tag)
        task.cancel()
        await until(1, tag)
        await until(0, tag)


async def test_the_whole_group_ends_with_the_program(tag: str) -> None:
    await run(*sleeper(tag, "SLEEP </dev/null >/dev/null 2>&1 & sleep 0.2; echo done"))
    await until(0, tag)


async def test_a_child_that_holds_the_pipe_keeps_nobody_waiting(tag: str) -> None:
    with within(2):
        finished = await run(*sleeper(tag, "SLEEP & echo done"))
    assert (finished.out, finished.code) == (b"done\n", 0)
    await until(0, tag)


async def test_one_that_also_left_the_group_is_ended_afterwards(tag: str) -> None:
    async with runner(grace=0.3) as made:
        finished = await made.run(
            Command(sleeper(tag, "setsid SLEEP & STARTED; echo done"), PATH), timeout=60
        )
        assert finished.out == b"done\n"
        await until(0, tag)


async def test_a_daemon_that_let_go_of_everything_is_left_alone(tag: str) -> None:
    shell = "setsid SLEEP </dev/null >/dev/null 2>&1 & STARTED; echo started"
    finished = await run(*sleeper(tag, shell), timeout=60)
    assert finished.out == b"started\n"
    assert len(bearers(tag)) == 1


async def test_cancelling_lets_go_at_once_and_ends_the_program(tag: str) -> None:
    async with runner() as made:
        task = asyncio.create_task(made.run(Command(sleeper(tag, "SLEEP"), PATH), timeout=60))
        await until(1, tag)
        task.cancel()
        with within(0.5):
            await asyncio.wait({task})
        await until(0, tag)


async def test_runs_do_not_overlap(tag: str) -> None:
    async with runner(grace=0.5) as made:
        await cut_off(made, tag, "trap '' TERM; SLEEP; SLEEP", 1)
        assert bearers(tag)
        await made.run(Command(("true",), PATH), timeout=30)
        assert not bearers(tag)


async def test_closing_does_not_wait_for_politeness(tag: str) -> None:
    made = Runner(grace=60)
    await cut_off(made, tag, "trap '' TERM; SLEEP; SLEEP", 1)
    with within(2):
        await made.close()
    assert not bearers(tag)


async def test_a_polite_program_has_time_to_clean_up(tmp_path: Path) -> None:
    ready, file = tmp_path / "ready", tmp_path / "cleaned"
    trap = "trap 'sleep 0.3; echo cleaning; echo yes > cleaned; exit' TERM"
    shell = f"{trap}; echo yes > ready; while :; do sleep 0.05; done"
    async with runner() as made:
        task = asyncio.create_task(made.run(Command(("sh", "-c", shell), PATH, tmp_path), timeout=120))
        await there(ready)
        task.cancel()
        await there(file)


async def there(file: Path) -> None:
    """Wait until there is such a file."""
    async with asyncio.timeout(30):
        while not file.exists():
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("argv", "kind", "words"),
    [
        (("no-such-program",), FailureKind.MISSING_PROGRAM, "no-such-program: no such program"),
        (("/nowhere/check",), FailureKind.MISSING_PROGRAM, "/nowhere/check: no such program"),
        (("./plain",), FailureKind.MISSING_PROGRAM, "plain is not executable"),
    ],
)
async def test_what_cannot_be_started_is_told(
    argv: tuple[str, ...], kind: FailureKind, words: str, tmp_path: Path
) -> None:
    (tmp_path / "plain").write_text("#!/bin/sh\n")
    with pytest.raises(SourceError) as caught:
        await run(*argv, cwd=tmp_path)
    assert caught.value.failure.kind is kind
    assert words in caught.value.message
    assert caught.value.remedy


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not a folder"):
        await run("true", cwd=tmp_path / "none")


async def test_a_program_is_sought_from_its_own_folder(tmp_path: Path) -> None:
    script = tmp_path / "check"
    script.write_text("#!/bin/sh\npwd\nexit 2\n")
    script.chmod(0o755)
    finished = await run("./check", cwd=tmp_path)
    assert (finished.out.decode().strip(), finished.code) == (str(tmp_path), 2)


async def test_how_it_ended_is_told() -> None:
    assert (await run("sh", "-c", "exit 7")).code == 7
    assert (await run("sh", "-c", "kill -SEGV $$")).code == -signal.SIGSEGV


async def test_it_works_where_the_kernel_has_no_process_descriptors(
    monkeypatch: pytest.MonkeyPatch, tag: str
) -> None:
    monkeypatch.delattr("os.pidfd_open")
    assert (await run("sh", "-c", "echo ok; exit 2")).code == 2
    with pytest.raises(Unfinished):
        await run(*sleeper(tag, "SLEEP"), timeout=0.8)
    await until(0, tag)


async def test_nothing_is_left_open() -> None:
    def opened() -> set[str]:
        return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - an iterator would be open itself

    before = opened()
    for _ in range(5):
        await run("true")
    async with asyncio.timeout(30):
        while opened() - before:  # what threads of earlier tests look into is soon closed
            await asyncio.sleep(0.02)


async def test_many_at_once() -> None:
    finished = await asyncio.gather(
        *(run("sh", "-c", f"sleep 0.1; exit {number % 4}") for number in range(30))
    )
    assert [one.code for one in finished] == [number % 4 for number in range(30)]


@pytest.mark.parametrize("children", ["SLEEP & SLEEP", "setsid SLEEP & SLEEP & SLEEP"])
def test_a_guarded_one_takes_all_that_it_started_with_it(tag: str, children: str) -> None:
    """Fault 65: also where the console is killed outright, and a child has left the group."""
    needs("setpriv")
    argv = sleeper(tag, children)
    code = (
        "import asyncio, os\n"
        "from data.processes.runner import Runner\n"
        "from data.processes.start import Command\n"
        f"command = Command({argv!r}, dict(PATH=os.environ['PATH']), guarded=True)\n"
        "asyncio.run(Runner().run(command, timeout=60))\n"
    )
    console = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    asyncio.run(until(children.count("SLEEP"), tag))
    console.kill()
    console.wait()
    asyncio.run(until(0, tag))


async def test_a_guard_leaves_with_what_it_guarded() -> None:
    before = psutil.Process().children()
    async with runner() as made:
        await made.run(Command(("true",), PATH, guarded=True), timeout=60)
        with pytest.raises(Unfinished):
            await made.run(Command(("sleep", "60"), PATH, guarded=True), timeout=0.3)
    made_here = set(psutil.Process().children()) - set(before)
    assert not [each for each in made_here if each.status() != psutil.STATUS_ZOMBIE]


def test_when_the_console_is_killed_its_programs_go_too(tag: str) -> None:
    """Fault 65."""
    needs("setpriv")
    assert leash()
    code = (
        "import asyncio, sys\n"
        "from data.processes.runner import Runner\n"
        "from data.processes.start import Command\n"
        f"argv = (sys.executable, '-c', 'import time; time.sleep(60)', '{tag}')\n"
        "asyncio.run(Runner().run(Command(argv, {}), timeout=60))\n"
    )
    console = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    asyncio.run(until(1, tag))
    console.kill()
    console.wait()
    asyncio.run(until(0, tag))
