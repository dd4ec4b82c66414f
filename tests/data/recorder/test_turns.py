"""Blocks stand in the order in which things were seen, and none builds on one that was lost."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from console.replay.flight import Flight as Recording
from data.models.snapshot import Snapshot
from data.recorder.blocks import blocks_of
from data.recorder.files import recorded_in
from data.recorder.recorder import Recorder
from data.recorder.recordings import Recordings
from tests.data.recorder.flight import BEGAN, Flight

P = ParamSpec("P")
T = TypeVar("T")


class Tardy(ThreadPoolExecutor):
    """Threads of which the first begins with its work only when it is `released`."""

    def __init__(self) -> None:
        super().__init__(max_workers=2)
        self.begun = threading.Event()
        self.released = threading.Event()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As on a thread that the system takes the processor from before it comes to anything."""
        if self.begun.is_set():
            return super().submit(fn, *args, **kwargs)

        def tardily() -> T:
            self.begun.set()
            assert self.released.wait(60)
            return fn(*args, **kwargs)

        return super().submit(tardily)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may take its time with the last block."""
    monkeypatch.setattr("console.replay.flight._LAST_S", 60.0)


@pytest.mark.usefixtures("patient")
async def test_the_last_block_does_not_overtake_the_one_before_it(tmp_path: Path) -> None:
    flight, threads = Flight(tmp_path, 3), Tardy()
    asyncio.get_running_loop().set_default_executor(threads)
    recording = Recording(flight.store, tmp_path, 2**20, "bastion-1")
    seen = [flight.store.snapshot()]
    recording.start()
    while not threads.begun.is_set():
        await asyncio.sleep(0)
    flight.pass_second(0)
    seen.append(flight.store.snapshot())
    await recording.close()
    threads.released.set()
    threads.shutdown()
    assert _read_back(tmp_path, seen) == seen
    (recorded,) = recorded_in(tmp_path)
    began = [block.at for block in blocks_of(recorded.file)]
    assert began == sorted(began)


@pytest.mark.usefixtures("patient")
async def test_what_waits_for_a_thread_when_the_console_is_left_is_not_lost(tmp_path: Path) -> None:
    flight, busy = Flight(tmp_path, 3), threading.Event()
    threads = ThreadPoolExecutor(max_workers=1)
    asyncio.get_running_loop().set_default_executor(threads)
    threads.submit(busy.wait, 60)
    recording = Recording(flight.store, tmp_path, 2**20, "bastion-1")
    seen = [flight.store.snapshot()]
    recording.start()
    for _ in range(5):  # until the first block has been handed over
        await asyncio.sleep(0)
    flight.pass_second(0)
    seen.append(flight.store.snapshot())
    closing = asyncio.create_task(recording.close())
    for _ in range(5):
        await asyncio.sleep(0)
    busy.set()
    await closing
    assert _read_back(tmp_path, seen) == seen


def test_what_is_seen_while_a_block_is_lost_is_not_told_on_top_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flight = Flight(tmp_path, 3)
    seen = list(flight.fly(20))

    def fails(*_: object) -> int:
        seen.append(flight.pass_second(20))
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("data.recorder.appending._appended", fails)
        seen += [flight.pass_second(second) for second in range(21, 24)]
        flight.write()
    seen += list(flight.fly(20))
    recordings = Recordings(tmp_path)
    for each in seen:
        known = recordings.known(each.at)
        assert known is None or (known.snapshot in seen and not known.damaged)
    assert recordings.snapshot(seen[-1].at) == seen[-1]


def test_a_disk_that_hangs_is_no_reason_to_remember_every_answer(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    *_, before = flight.fly(4)
    flight.store.follow(flight.recorder.hear)
    for second in range(5):  # nobody looks while a block is being written
        flight.pass_unseen(second)
    for _ in range(100_000):
        flight.recorder.hear(before.sources[0])
    assert sys.getrefcount(before.sources[0]) < 20_000
    after = list(flight.fly(8))
    assert _read_back(tmp_path, [before, *after]) == [before, *after]
    recordings = Recordings(tmp_path)
    known = recordings.known(after[-1].at)
    assert known is not None
    key = ("service-0", "http.latency_ms", (("path", "/health"),))
    kept = recordings.pasts(known)(key)
    assert kept is not None and kept.latest(after[-1].elapsed) == flight.store.history(key)


def test_notes_that_there_was_no_room_for_are_written_with_the_next_block(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 8)

    def notes() -> dict[str, int]:
        return {"looks": _minutes(flight.clock.now())}

    flight.recorder = Recorder(tmp_path, "a.1", 20_000, flight.store.kept, notes)
    recordings, seen = Recordings(tmp_path), list(flight.fly(900))
    for each in seen[::60]:
        known = recordings.known(each.at)
        assert known is not None
        assert recordings.notes(known) == {"looks": _minutes(known.snapshot.at)}


def _read_back(folder: Path, seen: list[Snapshot]) -> list[Snapshot | None]:
    recordings = Recordings(folder)
    return [recordings.snapshot(each.at) for each in seen]


def _minutes(at: datetime) -> int:
    return round((at - BEGAN).total_seconds()) // 60
