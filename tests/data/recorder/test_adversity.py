"""What may befall a recording: moved clocks, full disks, damage, kills, other consoles, odd values."""

from __future__ import annotations

import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.models.reading import Answer, Observation
from data.models.round import Round
from data.provider import Source
from data.recorder.blocks import blocks_of
from data.recorder.files import make_room, recorded_in
from data.recorder.recorder import Recorder
from data.recorder.recordings import Recordings
from data.store import Store
from tests.data.recorder.flight import BEGAN, Flight
from tests.fakes import HandClock, answering, policy
from tests.waiting import until

_ROOT = Path(__file__).parents[3]
_RECORDS = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from console.replay.flight import Flight
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.provider import Source
from data.store import Store
from data.timekeeping import SystemTimekeeper
from tests.fakes import answering, policy

async def main() -> None:
    time = SystemTimekeeper()
    store = Store([Source("api", "http", "", 0.1, 3.0, True, answering())], policy(), time)
    flight = Flight(store, Path(sys.argv[1]), 2**30, "bastion-1")
    flight.start()
    while True:
        await asyncio.sleep(0.1)
        answer = Answer((Observation("http.latency_ms", time.elapsed(), "ms"),), "")
        store.record(Round("api", time.now(), time.elapsed(), 12.0, answer))

asyncio.run(main())
"""


@pytest.mark.serial
def test_a_killed_console_loses_less_than_five_seconds(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _RECORDS, str(tmp_path)], cwd=_ROOT) as process:
        try:
            recordings = Recordings(tmp_path)
            first = _until_recorded(recordings)
            time.sleep(3.7)  # nearly all of the time between two blocks
        finally:
            process.send_signal(signal.SIGKILL)
            killed = time.time()
    span = recordings.span()
    assert span is not None and span[1].timestamp() >= first
    assert killed - span[1].timestamp() < 5
    assert recordings.snapshot(span[1]) is not None


def _until_recorded(recordings: Recordings) -> float:
    until(lambda: recordings.span() is not None, 120)
    span = recordings.span()
    assert span is not None
    return span[1].timestamp()


@contextmanager
def _no_file_larger(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_is_full_leaves_what_was_written_whole(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    before = list(flight.fly(120))
    (recorded,) = recorded_in(tmp_path)
    size = recorded.file.stat().st_size
    with _no_file_larger(size + 100):
        list(flight.fly(60))
        assert flight.recorder.trouble.startswith("not recorded: ")
    assert recorded.file.stat().st_size == size
    after = list(flight.fly(60))
    assert flight.recorder.trouble == ""
    recordings = Recordings(tmp_path)
    for each in (before[7], before[-1], after[30], after[-1]):
        assert recordings.snapshot(each.at) == each
    assert not any(known.damaged for each in after[4:] if (known := recordings.known(each.at)))


@pytest.mark.parametrize("number", [3, 30, 47])
def test_damage_is_told_in_its_place_and_nowhere_else(tmp_path: Path, number: int) -> None:
    snapshots = list(Flight(tmp_path, 6).fly(300))
    (recorded,) = recorded_in(tmp_path)
    content = bytearray(recorded.file.read_bytes())
    frames = blocks_of(recorded.file)[number].frames
    assert frames is not None
    content[frames.start + 9] ^= 0xFF
    recorded.file.write_bytes(content)
    recordings = Recordings(tmp_path)
    wrong = []
    for each in snapshots:
        known = recordings.known(each.at)
        assert known is not None
        if known.damaged:
            wrong.append(each.at)
        else:
            assert known.snapshot == each
    assert wrong and wrong[-1] - wrong[0] < timedelta(seconds=65)
    assert len(wrong) == (wrong[-1] - wrong[0]).total_seconds() + 1


def test_every_byte_may_be_damaged(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path, 6).fly(24))
    (recorded,) = recorded_in(tmp_path)
    content = recorded.file.read_bytes()
    for place in range(0, len(content), 7):
        recorded.file.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        recordings = Recordings(tmp_path)
        known = recordings.known(snapshots[-1].at)
        assert known is None or known.damaged or known.snapshot == snapshots[-1]
        recordings.series(BEGAN, snapshots[-1].at)
        if known:
            recordings.pasts(known)(("service-0", "http.latency_ms", (("path", "/health"),)))


def test_no_moment_is_missing_where_one_hour_goes_over_into_the_next(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    flight.clock.wall += timedelta(minutes=59, seconds=30)
    snapshots = list(flight.fly(60))
    recordings = Recordings(tmp_path)
    assert len(recorded_in(tmp_path)) == 2
    assert [recordings.snapshot(each.at) for each in snapshots] == snapshots
    assert recordings.snapshot(snapshots[29].at + timedelta(seconds=0.5)) == snapshots[29]


def test_where_nothing_changes_it_is_noted_all_the_same(tmp_path: Path) -> None:
    clock = HandClock(BEGAN)
    store = Store([Source("slow", "http", "", 3600.0, 3.0, True, answering())], policy(), clock)
    recorder = Recorder(tmp_path, "a.1", 2**30, store.kept)
    for _ in range(300):
        clock.move(1.0)
        recorder.look(store.snapshot())
        recorder.write()
    recordings = Recordings(tmp_path)
    for second in range(1, 300):
        at = BEGAN + timedelta(seconds=second)
        found = recordings.snapshot(at)
        assert found is not None and at - found.at <= timedelta(seconds=10)


def test_a_clock_that_is_put_back_tells_the_later_truth(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    before = list(flight.fly(200))
    flight.clock.wall -= timedelta(seconds=100)
    after = list(flight.fly(200))
    recordings = Recordings(tmp_path)
    for each in (*before[:95:9], *after[::9]):
        assert recordings.snapshot(each.at) == each
    span = recordings.span()
    assert span is not None and span[1] == after[-1].at
    key = ("service-0", "http.latency_ms", (("path", "/health"),))
    known = recordings.known(after[-1].at)
    assert known is not None
    kept = recordings.pasts(known)(key)
    assert kept is not None and kept.latest(after[-1].elapsed) == flight.store.history(key)


def test_a_night_on_which_the_clock_strikes_two_twice(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    flight.clock.wall = flight.clock.wall.replace(month=10, day=25, hour=0, minute=59, second=30)
    snapshots = list(flight.fly(60))
    assert [Recordings(tmp_path).snapshot(each.at) for each in snapshots] == snapshots


def test_of_two_consoles_one_is_followed_as_long_as_it_goes_on(tmp_path: Path) -> None:
    one, other = Flight(tmp_path, 6), Flight(tmp_path, 5, seed=8)
    other.recorder = Recorder(tmp_path, "bastion-1.99", 2**30, other.store.kept)
    mine = list(one.fly(60))
    others = list(other.fly(120))
    recordings = Recordings(tmp_path)
    assert [recordings.snapshot(each.at) for each in mine] == mine
    assert recordings.snapshot(others[-1].at) == others[-1]


def test_a_console_that_got_the_number_of_another_is_not_taken_for_it(tmp_path: Path) -> None:
    first = Flight(tmp_path, 6)
    before = list(first.fly(60))
    second = Flight(tmp_path, 5, seed=8)
    second.clock.wall += timedelta(seconds=70)
    after = list(second.fly(60))
    recordings = Recordings(tmp_path)
    assert recordings.snapshot(before[-1].at) == before[-1]
    assert [recordings.snapshot(each.at) for each in after] == after
    known = recordings.known(after[-1].at)
    assert known is not None
    pasts = recordings.pasts(known)
    assert pasts(("service-5", "http.latency_ms", (("path", "/health"),))) is None


def test_sources_come_and_go_within_the_hour(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    recorder = Recorder(tmp_path / "own", "a.1", 2**30)
    snapshots = list(flight.fly(40))
    seen = [
        replace(each, sources=each.sources[: 6 - place // 10 % 3]) for place, each in enumerate(snapshots)
    ]
    for place, each in enumerate(seen):
        recorder.look(each)
        if place % 4 == 3:
            recorder.write()
    recordings = Recordings(tmp_path / "own")
    assert [recordings.snapshot(each.at) for each in seen] == seen


_ODD = ("\x1b[2J", "a\nb", "OCR2", "\ud800", "\0", '"]', "🎈" * 50, "[red]x[/]", "x" * 400)


@pytest.mark.parametrize("odd", _ODD)
def test_odd_words_and_numbers_come_back_as_they_were(tmp_path: Path, odd: str) -> None:
    clock = HandClock(BEGAN)
    store = Store([Source(odd, "http", odd, 5.0, 3.0, True, answering())], policy(), clock)
    recorder = Recorder(tmp_path, "a.1", 2**30, store.kept)
    values = (math.inf, -math.inf, 1e308, -0.0, 5e-324, 12.0)
    for value in values:
        clock.move(5)
        seen = Observation(odd, value, odd, ((odd, odd),), detail=odd)
        store.record(Round(odd, clock.now(), clock.elapsed(), 1.0, Answer((seen,), odd, raw=odd)))
        recorder.look(store.snapshot())
    recorder.write()
    recordings = Recordings(tmp_path)
    known = recordings.known(clock.now())
    assert known is not None and known.snapshot == store.snapshot()
    kept = recordings.pasts(known)((odd, odd, ((odd, odd),)))
    assert kept is not None and len(kept.latest(clock.elapsed()).times) == 4


def test_what_is_no_number_stays_none(tmp_path: Path) -> None:
    clock = HandClock(BEGAN)
    store = Store([Source("a", "http", "", 5.0, 3.0, True, answering())], policy(), clock)
    seen = Observation("api.p95_ms", math.nan, "ms")
    store.record(Round("a", clock.now(), clock.elapsed(), 1.0, Answer((seen,), "")))
    recorder = Recorder(tmp_path, "a.1", 2**30, store.kept)
    recorder.look(store.snapshot())
    recorder.write()
    assert Recordings(tmp_path).snapshot(clock.now()) == store.snapshot()


def test_more_than_there_is_room_for_gets_sparser_and_does_not_end(tmp_path: Path) -> None:
    keep = 60_000
    flight = Flight(tmp_path, 8)
    flight.recorder = Recorder(tmp_path, "a.1", keep, flight.store.kept)
    snapshots = list(flight.fly(3550))
    (recorded,) = recorded_in(tmp_path)
    assert recorded.file.stat().st_size < 1.1 * keep
    recordings = Recordings(tmp_path)
    found = [recordings.snapshot(each.at) for each in snapshots[::100]]
    assert None not in found
    late = recordings.snapshot(snapshots[-1].at)
    assert late is not None and snapshots[-1].at - late.at < timedelta(minutes=5)


def test_the_file_that_is_written_stays_when_room_is_made(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 6)
    older = tmp_path / "2026-11-19" / "01.bastion-1.1.rec"
    older.parent.mkdir()
    older.write_bytes(b"x" * 10_000)
    list(flight.fly(60))
    (_, recorded) = recorded_in(tmp_path)
    make_room(tmp_path, 100, recorded.file)
    assert [each.file for each in recorded_in(tmp_path)] == [recorded.file]


def test_an_hour_that_goes_while_it_is_read_was_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = list(Flight(tmp_path, 6).fly(20))
    found = recorded_in(tmp_path)
    monkeypatch.setattr("data.recorder.recordings.recorded_in", lambda folder: found)
    found[0].file.unlink()
    recordings = Recordings(tmp_path)
    assert recordings.snapshot(snapshots[-1].at) is None
    assert recordings.span() is None and recordings.hours() == []
    assert recordings.series(BEGAN, snapshots[-1].at) == {}


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path, 6).fly(20))
    (recorded,) = recorded_in(tmp_path)
    os.mkfifo(recorded.file.with_name("09.other.1.rec"))
    recorded.file.with_name("09.link.1.rec").symlink_to("/dev/zero")
    assert Recordings(tmp_path).snapshot(snapshots[-1].at) == snapshots[-1]


def test_every_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    list(Flight(tmp_path / "state" / "recordings" / "local", 6).fly(10))
    for folder in (tmp_path / "state", *(each for each in tmp_path.rglob("*") if each.is_dir())):
        assert folder.stat().st_mode & 0o777 == 0o700, folder
