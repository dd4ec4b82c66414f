"""Disks that are full, or fail: nothing is called saved that is not, nothing is thrown away."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from functools import partial
from pathlib import Path
from queue import Queue
from zoneinfo import ZoneInfo

import pytest

from data.journal.drafting import Prepared
from data.journal.journal import Journal
from data.models.entry import Draft, Entry, Trust
from data.models.journal import JournalNews, SaveState
from tests.journal_helpers import TODAY, StillTime, opened, parsed
from tests.programs import needs
from tests.rights import small_disk
from tests.waiting import until

REPOSITORY = Path(__file__).parents[3]


def state(journal: Journal, wanted: SaveState) -> bool:
    return journal.health.state is wanted


def done_or_told(journal: Journal, future: Future[Entry]) -> bool:
    return future.done() or state(journal, SaveState.NOT_SAVED)


def test_a_full_disk_is_told_at_once_and_mended_by_itself(tmp_path: Path) -> None:
    """Fault 3."""
    news: Queue[JournalNews] = Queue()
    with small_disk(tmp_path / "disk") as disk, opened(disk / "journal") as journal:
        journal.listen(news.put)
        filler = disk / "filler"
        filler.write_bytes(b"x" * 36_000)
        saved: list[Future[Entry]] = []
        waiting: list[Future[Entry]] = []
        for number in range(12):
            future = journal.submit(Draft("note", {"number": number, "note": "x" * 3000}))
            until(partial(done_or_told, journal, future))
            (saved if future.done() else waiting).append(future)
        health = journal.health
        assert saved and waiting
        assert (health.state, health.message) == (SaveState.NOT_SAVED, "the disk is full")
        assert "tries again" in health.remedy
        assert [entry.get("number") for entry in health.unsaved] == list(range(len(saved), 12))
        assert len(parsed(disk / "journal" / TODAY)) == len(saved)
        until(lambda: any(item.health.state is SaveState.NOT_SAVED for item in list(news.queue)))
        filler.unlink()
        entries = [future.result(30) for future in [*saved, *waiting]]
        assert journal.health.state is SaveState.SAVED and journal.health.unsaved == ()
        assert [entry.id for entry in journal.day(journal.today()).entries] == [entry.id for entry in entries]
        assert list((disk / "journal/2026").glob("*")) == [disk / "journal" / TODAY]


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """Fault 3, without any rights: a limit on the size of files cuts a write short."""
    program = f"""
import resource, sys
from pathlib import Path
from tests.journal_helpers import opened, TODAY
from data.models.entry import Draft
from data.journal.drafting import Prepared
from data.journal.journal import Journal
root = Path({str(tmp_path)!r})
with opened(root) as journal:
    first = journal.submit(Draft("note", {{"note": "fits"}})).result(30)
    size = (root / TODAY).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, resource.RLIM_INFINITY))
    future = journal.submit(Draft("note", {{"note": "does not"}}))
    while journal.health.state != "not-saved":
        pass
    assert "may not grow" in journal.health.message, journal.health
    assert (root / TODAY).stat().st_size == size
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(first.id, future.result(30).id)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, timeout=300
    )
    assert done.stderr == ""
    assert [entry["id"] for entry in parsed(tmp_path / TODAY)] == done.stdout.split()


@pytest.mark.parametrize("when", [1, 3])
def test_a_failed_sync_moves_on_to_a_new_segment(tmp_path: Path, when: int) -> None:
    """Fault 4: the kernel forgets what it could not write, so that file is left alone for good."""
    trace = tmp_path / "trace"
    strace = [needs("strace"), "-f", "-y", "-qq", "-o", str(trace), "-e", "trace=fdatasync,fsync,write"]
    worker = [sys.executable, "-m", "tests.journal_worker", str(tmp_path / "j"), "alice", "6", "50"]
    done = subprocess.run(
        [*strace, "-e", f"inject=fdatasync:error=EIO:when={when}", *worker],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stderr == ""
    acknowledged = done.stdout.split()
    assert len(acknowledged) == 6
    with opened(tmp_path / "j") as journal:
        page = journal.day(journal.today())
    assert [entry.id for entry in page.entries] == acknowledged
    assert {entry.trust for entry in page.entries} == {Trust.SEALED}
    assert page.problems == ()
    second = (tmp_path / "j" / TODAY).with_name("2026-11-20.bastion-1.2.toml")
    assert [entry["id"] for entry in parsed(second)] == acknowledged[when - 1 :]
    lines = trace.read_text().splitlines()
    failed = next(number for number, line in enumerate(lines) if "EIO" in line)
    after = [line for line in lines[failed + 1 :] if f"{TODAY}>" in line]
    assert [line for line in after if re.search(r"sync\(|write\(", line)] == []


def test_a_disk_that_fails_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 4, for longer."""
    real = os.fdatasync
    with opened(tmp_path) as journal:
        first = journal.submit(Draft("note")).result(30)
        monkeypatch.setattr("data.journal.segments.os.fdatasync", failing(errno.EIO))
        future = journal.submit(Draft("note", {"note": "precious"}))
        until(lambda: state(journal, SaveState.NOT_SAVED))
        assert "did not confirm" in journal.health.message
        assert [entry.get("note") for entry in journal.health.unsaved] == ["precious"]
        assert not future.done()
        monkeypatch.setattr("data.journal.segments.os.fdatasync", real)
        second = future.result(30)
        page = journal.day(journal.today())
        assert [entry.id for entry in page.entries] == [first.id, second.id]
        assert page.problems == ()


def failing(code: int) -> Callable[[int], None]:
    def fail(_fd: int) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_short_writes_are_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 5."""
    real = os.write
    monkeypatch.setattr("data.journal.segments.os.write", lambda fd, data: real(fd, bytes(data)[:20]))
    with opened(tmp_path) as journal:
        ids = [journal.submit(Draft("note", {"number": number})).result(30).id for number in range(5)]
    assert [entry["id"] for entry in parsed(tmp_path / TODAY)] == ids


def test_a_write_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 5."""
    real = os.write
    calls = []

    def breaks_off(fd: int, data: bytes) -> int:
        calls.append(len(data))
        if len(calls) == 3:
            raise OSError(errno.EIO, "broken")
        return real(fd, bytes(data)[:20])

    with opened(tmp_path) as journal:
        first = journal.submit(Draft("note")).result(30)
        size = (tmp_path / TODAY).stat().st_size
        monkeypatch.setattr("data.journal.segments.os.write", breaks_off)
        future = journal.submit(Draft("note"))
        until(lambda: state(journal, SaveState.NOT_SAVED))
        assert (tmp_path / TODAY).stat().st_size == size
        monkeypatch.setattr("data.journal.segments.os.write", real)
        assert [entry["id"] for entry in parsed(tmp_path / TODAY)] == [first.id]
        second = future.result(30)
    assert [entry["id"] for entry in parsed(tmp_path / TODAY)] == [first.id, second.id]


def test_a_write_that_lies_about_its_length(tmp_path: Path) -> None:
    """Fault 5, as strace plays it: 20 bytes are said to be written, and none is."""
    file = tmp_path / "j" / TODAY
    strace = [needs("strace"), "-f", "-qq", "-o", "/dev/null", "-P", str(file)]
    worker = [sys.executable, "-m", "tests.journal_worker", str(tmp_path / "j"), "alice", "4", "50"]
    done = subprocess.run(
        [*strace, "-e", "inject=write:retval=20:when=2", *worker],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stderr == ""
    assert [entry["id"] for entry in parsed(file)] == done.stdout.split()
    assert len(done.stdout.split()) == 4


def test_leaving_while_the_disk_fails_returns_what_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.journal.segments.os.fdatasync", failing(errno.EIO))
    journal = Journal.open(tmp_path, by="alice", host="bastion-1", zone=ZoneInfo("UTC"), time=StillTime())
    future = journal.submit(Draft("note", {"note": "precious"}))
    assert [entry.get("note") for entry in journal.close(5.0)] == ["precious"]
    assert not future.done()


def test_leaving_tries_once_more_though_an_attempt_is_just_failing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trying, failed = threading.Event(), threading.Event()
    with opened(tmp_path) as journal:
        writer = journal._writer
        real = writer.appender.append

        def fails_once(day: date, prepared: Sequence[Prepared]) -> list[Entry]:
            if failed.is_set():
                return real(day, prepared)
            trying.set()
            until(lambda: writer._closing)
            failed.set()
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(writer.appender, "append", fails_once)
        future = journal.submit(Draft("note", {"note": "precious"}))
        assert trying.wait(30)
        assert journal.close(30.0) == () and future.done()
