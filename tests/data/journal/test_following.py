"""Seeing what others write, cheaply and without mistaking a half-written entry for a whole one."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Empty, Queue

import psutil
import pytest

from data.journal.following import TICK_S, Follower
from data.models.entry import Draft, Entry
from data.models.journal import JournalNews
from tests.journal_helpers import CHECKED, TODAY, StillTime, notes, opened, parsed, put, sealed_file
from tests.waiting import until

REPOSITORY = Path(__file__).parents[3]
PATIENCE_S = 30


@contextmanager
def following(root: Path, time: StillTime | None = None) -> Iterator[Queue[Entry]]:
    """What a console that follows the journal hears."""
    heard: Queue[Entry] = Queue()
    with opened(root, by="bo", time=time) as journal:
        journal.listen(partial(_put_all, heard))
        yield heard


def _put_all(heard: Queue[Entry], news: JournalNews) -> None:
    for entry in news.entries:
        heard.put(entry)


def nothing(heard: Queue[Entry]) -> bool:
    try:
        heard.get(timeout=2.5 * TICK_S)
    except Empty:
        return True
    return False


def test_an_entry_is_told_when_it_is_whole(tmp_path: Path) -> None:
    data, entries = sealed_file([*notes(1), CHECKED, *notes(1)])
    first = sealed_file(notes(1))[0]
    cut = len(first) + 300
    put(tmp_path, data[:cut])
    with following(tmp_path) as heard:
        for more in (data[cut : cut + 100], data[cut + 100 :]):
            assert nothing(heard)
            with (tmp_path / TODAY).open("ab") as file:
                file.write(more)
        told = [heard.get(timeout=PATIENCE_S) for _ in range(2)]
        assert [entry.id for entry in told] == [entry.id for entry in entries[1:]]
        assert told[0].line == first.count(b"\n") + 1
        assert nothing(heard)


def test_another_machines_file_that_appears_is_followed(tmp_path: Path) -> None:
    data, entries = sealed_file(notes(2))
    with following(tmp_path) as heard:
        put(tmp_path, data, "2026/2026-11-20.other.toml")
        assert [heard.get(timeout=PATIENCE_S).id for _ in range(2)] == [entry.id for entry in entries]
        put(tmp_path, data, "2026/2026-11-20.torn.torn")
        put(tmp_path, data, "2026/2026-01-01.old.toml")
        assert nothing(heard)


def test_a_replaced_file_is_read_anew(tmp_path: Path) -> None:
    old, _ = sealed_file(notes(2))
    put(tmp_path, old)
    new, entries = sealed_file(notes(3))
    with following(tmp_path) as heard:
        put(tmp_path, new, "2026/new").replace(tmp_path / TODAY)
        assert [heard.get(timeout=PATIENCE_S).id for _ in range(3)] == [entry.id for entry in entries]


def test_a_mended_end_tells_only_what_is_new(tmp_path: Path) -> None:
    data, _ = sealed_file(notes(3))
    put(tmp_path, data + b"[[entry]]\nid = " + b"x" * 5000)
    with following(tmp_path) as heard, opened(tmp_path) as other:
        after = other.submit(Draft("note")).result(30)
        assert heard.get(timeout=PATIENCE_S).id == after.id
        assert nothing(heard)


def test_an_end_that_is_mended_as_following_begins_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, follow = threading.Event(), Follower._run

    def late(follower: Follower) -> None:
        written.wait(PATIENCE_S)
        follow(follower)

    monkeypatch.setattr(Follower, "_run", late)
    data, _ = sealed_file(notes(3))
    put(tmp_path, data + b"[[entry]]\nid = " + b"x" * 5000)
    with following(tmp_path) as heard, opened(tmp_path) as other:
        after = other.submit(Draft("note")).result(30)
        written.set()
        told = heard.get(timeout=PATIENCE_S)
        assert (told.id, told.line) == (after.id, data.count(b"\n") + 1)


def test_midnight_and_new_year_are_followed(tmp_path: Path) -> None:
    clock = StillTime(datetime(2026, 12, 31, 23, 59, tzinfo=UTC))
    with following(tmp_path, clock) as heard, opened(tmp_path, time=clock) as other:
        before = other.submit(Draft("note")).result(30)
        assert heard.get(timeout=PATIENCE_S).id == before.id
        clock.moment += timedelta(minutes=2)
        after = other.submit(Draft("note")).result(30)
        assert heard.get(timeout=PATIENCE_S).id == after.id
    assert (tmp_path / "2027/2027-01-01.bastion-1.toml").exists()


def test_a_listener_that_fails_is_loud_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud: Queue[BaseException | None] = Queue()
    monkeypatch.setattr(threading, "excepthook", lambda args: loud.put(args.exc_value))
    heard: Queue[JournalNews] = Queue()

    def fails(_news: JournalNews) -> None:
        raise RuntimeError("no")

    with opened(tmp_path) as journal:
        journal.listen(heard.put)
        stop = journal.listen(fails)
        for _ in range(2):
            journal.submit(Draft("note")).result(30)
            assert len(heard.get(timeout=PATIENCE_S).entries) == 1
            assert str(loud.get(timeout=PATIENCE_S)) == "no"
        stop()
        journal.submit(Draft("note")).result(30)
        assert len(heard.get(timeout=PATIENCE_S).entries) == 1
        assert loud.empty()


def test_listening_again_begins_no_second_thread(tmp_path: Path) -> None:
    """Two would tell of things in whatever order they got to them, and only one would hear of the end."""
    before = set(threading.enumerate())
    heard: Queue[JournalNews] = Queue()
    with opened(tmp_path) as journal:
        journal.listen(heard.put)()
        journal.listen(heard.put)
        journal.submit(Draft("note")).result(30)
        assert len(heard.get(timeout=PATIENCE_S).entries) == 1
        tellers = [each for each in set(threading.enumerate()) - before if each.name == "journal-news"]
    assert [each.is_alive() for each in tellers] == [False]


def test_what_is_told_cannot_steer_a_terminal(tmp_path: Path) -> None:
    with following(tmp_path) as heard:
        put(tmp_path, b'[[entry]]\nby = "\\u009b"\nnote = "a\\u001b]0;x\\u0007\\nb"\nkind = "n\\u0000"\n')
        entry = heard.get(timeout=PATIENCE_S)
    assert (entry.by, entry.kind, entry.get("note")) == ("·", "n␀", "a␛]0;x␇\nb")


@pytest.mark.serial
def test_following_costs_next_to_nothing(tmp_path: Path) -> None:
    """No loop that runs for nothing: two looks a second, with many files in the folder."""
    for number in range(1, 300):
        put(
            tmp_path,
            b"",
            f"2026/2026-11-20.host-{number}-a.toml"
            if number < 4
            else f"2026/2026-10-20.host-{number}-a.toml",
        )
    program = f"""
import sys
from pathlib import Path
from data.models.entry import Draft
from tests.journal_helpers import opened
with opened(Path({str(tmp_path)!r})) as journal:
    journal.listen(lambda news: None)
    journal.submit(Draft("note")).result(30)
    print("ready", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        process = psutil.Process(running.pid)
        assert running.stdout is not None and running.stdout.readline() == b"ready\n"
        time.sleep(2 * TICK_S)  # it is told of its own entry
        before = sum(process.cpu_times()[:2])
        time.sleep(3)
        used = sum(process.cpu_times()[:2]) - before
        assert running.stdin is not None
        running.stdin.close()
        assert running.wait(60) == 0
    assert used / 3 < 0.02, f"{used / 3:.1%} of a processor"
    assert (tmp_path / TODAY).exists()


def test_what_is_about_to_be_on_disk_is_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes its time to confirm shows the entry before it is saved."""
    confirm, heard = threading.Event(), Queue[JournalNews]()
    monkeypatch.setattr("data.journal.segments._confirm", lambda _fd: confirm.wait(60))
    with opened(tmp_path) as journal, ExitStack() as stack:
        stack.callback(confirm.set)
        journal.listen(heard.put)
        future = journal.submit(Draft("note", {"note": "mine"}))
        until(lambda: (tmp_path / TODAY).exists() and parsed(tmp_path / TODAY))
        with pytest.raises(Empty):
            heard.get(timeout=2.5 * TICK_S)
        assert not future.done()
        confirm.set()
        own, placed = heard.get(timeout=PATIENCE_S), heard.get(timeout=PATIENCE_S)
    saved = future.result(PATIENCE_S).id
    assert ([entry.id for entry in own.entries], own.placed) == ([saved], ())
    assert (placed.entries, [(entry.id, entry.line) for entry in placed.placed]) == ((), [(saved, 1)])


def test_what_one_wrote_is_told_again_with_its_place(tmp_path: Path) -> None:
    heard: list[JournalNews] = []
    with opened(tmp_path) as journal:
        journal.listen(heard.append)
        written = journal.submit(Draft("note", {"note": "mine"})).result(30)
        until(lambda: any(news.placed for news in heard))
        (placed,) = next(news.placed for news in heard if news.placed)
        assert (placed.id, placed.line, placed.file) == (written.id, 1, tmp_path / TODAY)
        assert [entry.id for news in heard for entry in news.entries] == [written.id]
