"""Many consoles on one journal, and one that holds it up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from zoneinfo import ZoneInfo

import pytest

from data.errors import NotSaved
from data.journal.journal import Journal
from data.journal.reading import read_file
from data.models.entry import Draft, Trust
from data.models.journal import JournalNews, SaveState
from tests.journal_helpers import TODAY, StillTime, opened, parsed
from tests.own_time import within
from tests.waiting import until

REPOSITORY = Path(__file__).parents[3]
EACH = int(os.environ.get("OPS_APPENDS", "150"))
"""How many entries each of the writers appends; the promise is about 2000."""


def test_four_writers_at_once(tmp_path: Path) -> None:
    """Fault 6."""
    program = [sys.executable, "-m", "tests.journal_worker", str(tmp_path)]
    workers = [
        subprocess.Popen([*program, who, str(EACH), "2000"], cwd=REPOSITORY, stdout=subprocess.PIPE)
        for who in ("alice", "bo", "chen", "dee")
    ]
    acknowledged = [running.communicate(timeout=300)[0].decode().split() for running in workers]
    assert [len(ids) for ids in acknowledged] == [EACH] * 4
    found: list[str] = []
    for file in (tmp_path / "2026").iterdir():
        content = read_file(file, ZoneInfo("UTC"))
        assert content.problems == []
        assert {entry.trust for entry in content.entries} == {Trust.SEALED}
        assert [entry.prev for entry in content.entries] == [
            "",
            *(entry.seal for entry in content.entries[:-1]),
        ]
        assert len(parsed(file)) == len(content.entries)
        found += [entry.id for entry in content.entries]
    assert sorted(found) == sorted(entry_id for ids in acknowledged for entry_id in ids)
    for ids in acknowledged:
        wanted = set(ids)
        assert [entry_id for entry_id in found if entry_id in wanted] == ids


@contextmanager
def stopped_holder(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has locked the file and was then stopped."""
    program = (
        "import fcntl, sys; file = open(sys.argv[1], 'r+b'); fcntl.flock(file, fcntl.LOCK_EX); "
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGSTOP)
        try:
            yield holder
        finally:
            holder.send_signal(signal.SIGCONT)
            holder.kill()


@pytest.mark.serial
def test_a_stopped_console_holds_nobody_up_for_long(tmp_path: Path) -> None:
    """Fault 7."""
    news: Queue[JournalNews] = Queue()
    with opened(tmp_path) as journal:
        first = journal.submit(Draft("note")).result(30)
        journal.listen(news.put)
        with stopped_holder(tmp_path / TODAY) as holder:
            started = time.monotonic()
            with within(0.2):
                future = journal.submit(Draft("note", {"note": "meanwhile"}))
            told = news.get(timeout=1.5)
            assert told.health.state is SaveState.SAVING
            assert f"process {holder.pid} (python" in told.health.message
            assert [entry.get("note") for entry in told.health.unsaved] == ["meanwhile"]
            second = future.result(30)
            assert 1.9 < time.monotonic() - started < 4
            with within(1):
                third = journal.submit(Draft("note")).result(30)
            health = journal.health
            assert health.state is SaveState.SAVED
            assert str(holder.pid) in health.message and "bastion-1.2.toml" in health.message
        page = journal.day(journal.today())
    assert [entry.id for entry in page.entries] == [first.id, second.id, third.id]
    assert page.problems == ()


@pytest.mark.serial
def test_a_console_that_starts_later_joins_the_new_segment(tmp_path: Path) -> None:
    with opened(tmp_path) as one:
        one.submit(Draft("note")).result(30)
        with stopped_holder(tmp_path / TODAY):
            moved = one.submit(Draft("note")).result(30)
            with opened(tmp_path) as other, within(1):
                assert other.submit(Draft("note")).result(30).prev == moved.seal


def test_a_slow_listener_holds_up_no_writing(tmp_path: Path) -> None:
    release = threading.Event()
    heard: Queue[str] = Queue()

    def slow(news: JournalNews) -> None:
        release.wait(60)
        for entry in news.entries:
            heard.put(entry.id)

    with opened(tmp_path) as journal:
        journal.listen(slow)
        ids = [journal.submit(Draft("note")).result(30).id for _ in range(5)]
        release.set()
        assert [heard.get(timeout=30) for _ in ids] == ids


def test_it_is_quiet_once_all_is_saved_and_told(tmp_path: Path) -> None:
    release = threading.Event()

    with opened(tmp_path) as journal:
        assert journal.quiet
        journal.listen(lambda _: release.wait(60))
        futures = [journal.submit(Draft("note")) for _ in range(3)]
        assert not journal.quiet
        for each in futures:
            each.result(30)
        assert not journal.quiet
        release.set()
        until(lambda: journal.quiet)


def test_a_burst_is_saved_in_order(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        futures = [journal.submit(Draft("note", {"number": number})) for number in range(500)]
        ids = [future.result(60).id for future in futures]
        assert [entry["number"] for entry in parsed(tmp_path / TODAY)] == list(range(500))
        assert [entry["id"] for entry in parsed(tmp_path / TODAY)] == ids


def test_a_notice_stands_until_it_is_dismissed(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.submit(Draft("note")).result(30)
        with (tmp_path / TODAY).open("ab") as file:
            file.write(b"[[ent")
        for _ in range(2):
            journal.submit(Draft("note")).result(30)
            assert "set aside in 2026-11-20.bastion-1.torn" in journal.health.message
        journal.dismiss()
        assert journal.health.message == ""


def test_a_fault_of_our_own_is_loud_and_nothing_is_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud: Queue[object] = Queue()
    monkeypatch.setattr(threading, "excepthook", lambda args: loud.put(args.exc_value))

    def wrong(_fd: int) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("data.journal.segments._confirm", wrong)
    journal = Journal.open(tmp_path, by="alice", host="bastion-1", zone=ZoneInfo("UTC"), time=StillTime())
    future = journal.submit(Draft("note", {"note": "precious"}))
    until(lambda: journal.health.state is SaveState.NOT_SAVED)
    assert str(loud.get(timeout=30)) == "a mistake"
    assert [entry.get("note") for entry in journal.close(1.0)] == ["precious"]
    assert not future.done()


def test_closing_saves_what_was_handed_over(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        futures = [journal.submit(Draft("note", {"number": number})) for number in range(200)]
    assert all(future.done() for future in futures)
    assert len(parsed(tmp_path / TODAY)) == 200


def test_words_handed_over_after_closing_are_not_called_saved(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.submit(Draft("note")).result(30)
    with pytest.raises(NotSaved, match="closed"):
        journal.submit(Draft("note", {"note": "late"})).result(1)
