"""Older days: counted in the background, searched on demand, and never in the way."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.journal.counting import NAMES_LIMIT, OTHERS, Count, count_file
from data.journal.journal import Journal
from data.journal.searching import Query
from data.models.entry import Draft
from tests.journal_helpers import CHECKED, StillTime, opened, put, sealed_file


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Three days, two people, two kinds."""
    time = StillTime(datetime(2026, 12, 31, 12, tzinfo=UTC))
    with (
        opened(tmp_path, by="alice", time=time) as one,
        opened(tmp_path, by="bo", host="other", time=time) as two,
    ):
        for number in range(3):
            one.submit(CHECKED).result(30)
            one.submit(Draft("note", {"note": f"disk {number} swapped", "run": f"run-{number}"})).result(30)
            two.submit(Draft("note", {"note": 'Åsa said "DISK full"'})).result(30)
            time.moment += timedelta(days=1)
        yield one


def notes_of(journal: Journal, query: Query) -> list[str]:
    return [str(entry.get("note")) for entry in journal.history.search(query)]


def test_days_are_counted_newest_first(journal: Journal) -> None:
    assert journal.history.days() == []
    journal.history.start()
    assert journal.history.wait(60) and journal.history.ready
    days = journal.history.days()
    assert [count.day for count in days] == [date(2027, 1, 2), date(2027, 1, 1), date(2026, 12, 31)]
    assert {count.entries for count in days} == {3}
    assert days[0].kinds == {"item.checked": 1, "note": 2}
    assert days[0].people == {"alice": 2, "bo": 1}
    assert days[0].runs == {"manual-morning-2026-11-20": 1, "run-2": 1}
    assert [count.day for count in days if "run-1" in count.runs] == [date(2027, 1, 1)]
    assert all("manual-morning-2026-11-20" in count.runs for count in days)


def test_a_second_count_reads_only_what_has_changed(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.history.start()
    assert journal.history.wait(60)
    read: list[Path] = []

    def counting(path: Path, day: date) -> Count:
        read.append(path)
        return count_file(path, day)

    monkeypatch.setattr("data.journal.history.count_file", counting)
    journal.submit(Draft("note")).result(30)
    journal.history.start()
    history = journal.history
    assert history._thread is not None
    history._thread.join(60)
    assert [path.name for path in read] == ["2027-01-03.bastion-1.toml"]
    assert history.days()[0].entries == 1


@pytest.mark.parametrize("counted", [False, True])
def test_search_by_words_kind_person_run_and_day(journal: Journal, counted: bool) -> None:
    if counted:
        journal.history.start()
        assert journal.history.wait(60)
    assert len(notes_of(journal, Query())) == 9
    assert notes_of(journal, Query("swapped")) == ["disk 2 swapped", "disk 1 swapped", "disk 0 swapped"]
    assert len(notes_of(journal, Query("disk"))) == 6
    assert len(notes_of(journal, Query("ÅSA", by="bo"))) == 3
    assert len(notes_of(journal, Query('"disk'))) == 3
    assert len(notes_of(journal, Query("0.12"))) == 3
    assert len(notes_of(journal, Query(kind="item.checked"))) == 3
    assert notes_of(journal, Query(run="run-1")) == ["disk 1 swapped"]
    assert notes_of(journal, Query("swapped", first=date(2027, 1, 1), last=date(2027, 1, 1))) == [
        "disk 1 swapped"
    ]
    assert notes_of(journal, Query("nothing like it")) == []
    assert notes_of(journal, Query(by="chen")) == []


def test_search_sees_what_was_written_after_the_count(journal: Journal) -> None:
    journal.history.start()
    assert journal.history.wait(60)
    journal.submit(Draft("rare", {"note": "fresh"})).result(30)
    assert notes_of(journal, Query(kind="rare")) == ["fresh"]


def test_other_spellings_are_counted_and_memory_is_bounded(tmp_path: Path) -> None:
    text = "".join(
        f'[[entry]]\n  kind=\'k{n}\'\nby = "a\\"b"\nrun = "r{n}"\n' for n in range(NAMES_LIMIT + 50)
    )
    count = count_file(put(tmp_path, text.encode()), date(2026, 11, 20))
    assert count.entries == NAMES_LIMIT + 50
    assert count.people == {'a"b': NAMES_LIMIT + 50}
    assert len(count.kinds) == NAMES_LIMIT + 1 and count.kinds[OTHERS] == 50


def test_counting_survives_any_file(tmp_path: Path) -> None:
    data, _ = sealed_file([CHECKED] * 1000)
    file = put(tmp_path, data + b"\0\xff" * 1000 + b'kind = "\xff"')
    assert count_file(file, date(2026, 11, 20)).entries == 1000
    assert count_file(tmp_path / "missing", date(2026, 11, 20)).entries == 0


def lay_down(root: Path, days: int, each: int) -> None:
    """Many old days with many entries: one day's file under many names."""
    first = put(root, sealed_file([Draft("note", {"note": f"number {n}"}) for n in range(each)])[0])
    for number in range(1, days):
        day = date(2026, 11, 20) - timedelta(days=number)
        file = root / f"{day.year}" / f"{day}.bastion-1.toml"
        file.parent.mkdir(exist_ok=True, mode=0o700)
        file.hardlink_to(first)
    first.unlink()


TOUCHING = """
import sys
from pathlib import Path
from data.models.entry import Draft
from tests.journal_helpers import opened
touched = set()
def note(event, args):
    if event in ("open", "os.scandir", "os.listdir"):
        touched.add(str(args[0]))
sys.addaudithook(note)
with opened(Path(sys.argv[1])) as journal:
    journal.listen(lambda news: None)
    journal.day(journal.today())
    journal.submit(Draft("note")).result(30)
print(*sorted(touched), sep="\\n")
"""


def test_opening_touches_nothing_old(tmp_path: Path) -> None:
    lay_down(tmp_path, days=800, each=2)
    done = subprocess.run(
        [sys.executable, "-c", TOUCHING, str(tmp_path)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    touched = {Path(line).name for line in lines if line.startswith(str(tmp_path)) or line.endswith(".toml")}
    assert touched - {"2026-11-19.bastion-1.toml"} == {"2026", "2026-11-20.bastion-1.toml"}


def test_counting_holds_little(tmp_path: Path) -> None:
    """Fault 22: one large file takes no more memory than a small one."""
    file = put(tmp_path, sealed_file([CHECKED] * 6000)[0])
    assert file.stat().st_size > 4_500_000
    tracemalloc.start()
    count = count_file(file, date(2026, 11, 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count.entries == 6000
    assert peak < 2_000_000


@pytest.mark.serial
def test_a_hundred_thousand_entries(tmp_path: Path) -> None:
    """Promise B11 and fault 22."""
    lay_down(tmp_path, days=101, each=1000)
    with opened(tmp_path) as journal:
        for _ in range(20):
            journal.submit(CHECKED).result(30)
    started = time.perf_counter()
    with opened(tmp_path) as journal:
        assert len(journal.day(journal.today()).entries) == 20
        seen = time.perf_counter() - started
        journal.history.start()
        assert journal.history.wait(60)
        days = journal.history.days()
    assert seen < 1
    assert (len(days), sum(count.entries for count in days)) == (101, 100_020)
