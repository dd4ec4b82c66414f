"""What the recorder writes comes back as it was, and costs little."""

from __future__ import annotations

import random
import struct
import time
from collections import deque
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data.recorder.blocks import Content, blocks_of, frames_of, packed, section
from data.recorder.files import make_room, recorded_in
from data.recorder.pasts import notes_in
from data.recorder.recorder import Recorder
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from tests.data.recorder.flight import BEGAN, Flight
from tests.fakes import policy
from tests.own_time import quick

KEY = ("service-3", "http.latency_ms", (("path", "/health"),))


def test_every_moment_comes_back_as_it_was_in_any_order(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path, 12).fly(400))
    recordings = Recordings(tmp_path)
    moments = random.Random(3).sample(snapshots, 40)
    assert [recordings.snapshot(each.at) for each in moments] == moments


def test_a_series_comes_back_with_every_value(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 12)
    seen = {}
    for snapshot in flight.fly(400):
        state = snapshot.source("service-3")
        assert state is not None
        for reading in state.readings:
            seen[reading.fetched_at.timestamp()] = reading.observation.value
    series = Recordings(tmp_path).series(BEGAN, BEGAN + timedelta(hours=1))[KEY]
    assert dict(zip(series.times, series.values, strict=True)) == seen
    later = BEGAN + timedelta(seconds=300)
    part = Recordings(tmp_path).series(later, BEGAN + timedelta(hours=1))[KEY]
    assert part.times == tuple(at for at in series.times if at >= later.timestamp())


def test_what_the_console_notes_is_kept_though_no_source_said_anything(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 2)
    *_, snapshot = flight.fly(20)
    noted = {"looks": "before", "usual": "bands"}
    recorder = Recorder(tmp_path / "noting", "bastion-1.4711", 2**30, notes=lambda: dict(noted))
    recorder.look(snapshot)
    noted["looks"] = "after"
    flight.clock.move(1.0)
    later = flight.store.snapshot()
    recorder.look(later)
    recorder.write()
    recordings = Recordings(tmp_path / "noting")
    told = []
    for at in (snapshot.at, later.at):
        known = recordings.known(at)
        assert known is not None and known.snapshot.generation == snapshot.generation
        told.append(recordings.notes(known))
    assert told == [{"looks": "before", "usual": "bands"}, {"looks": "after", "usual": "bands"}]
    (recorded,) = recorded_in(tmp_path / "noting")
    (block,) = blocks_of(recorded.file)
    with recorded.file.open("rb") as stream:
        written = [notes for _, notes in notes_in(section(stream, block.pasts))]
    assert written == [{"looks": "before", "usual": "bands"}, {"looks": "after"}], "only what has changed"


def test_outside_of_what_was_recorded_there_is_nothing(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path)
    assert recordings.span() is None and recordings.snapshot(BEGAN) is None
    list(Flight(tmp_path, 2).fly(20))
    assert recordings.snapshot(BEGAN - timedelta(seconds=1)) is None
    assert recordings.snapshot(BEGAN + timedelta(hours=2)) is None
    span = recordings.span()
    assert span == (BEGAN + timedelta(seconds=1), BEGAN + timedelta(seconds=20))


def test_what_a_kill_takes_is_less_than_five_seconds(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path, 4).fly(127))
    last = Recordings(tmp_path).snapshot(snapshots[-1].at)
    assert last is not None
    assert snapshots[-1].at - last.at < timedelta(seconds=5)


@pytest.mark.parametrize("cut", [1, 7, 30, 400])
def test_a_torn_end_takes_only_the_last_block(tmp_path: Path, cut: int) -> None:
    snapshots = list(Flight(tmp_path, 4).fly(120))
    (recorded,) = recorded_in(tmp_path)
    content = recorded.file.read_bytes()
    recorded.file.write_bytes(content[:-cut])
    assert Recordings(tmp_path).snapshot(snapshots[100].at) == snapshots[100]


def test_damage_in_the_middle_ends_with_the_next_whole_block(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path, 4).fly(240))
    (recorded,) = recorded_in(tmp_path)
    content = bytearray(recorded.file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40] = b"\0" * 40
    recorded.file.write_bytes(content)
    recordings = Recordings(tmp_path)
    assert recordings.snapshot(snapshots[30].at) == snapshots[30]
    assert recordings.snapshot(snapshots[-2].at) == snapshots[-2]
    for each in snapshots:
        found = recordings.snapshot(each.at)
        assert found is not None and found.at <= each.at
        assert found == next(known for known in snapshots if known.at == found.at)


def test_a_disk_that_takes_nothing_is_told_and_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where a folder should be")
    flight = Flight(tmp_path / "full", 2)
    list(flight.fly(20))
    assert flight.recorder.trouble.startswith("not recorded: ")
    (tmp_path / "full").unlink()
    snapshots = list(flight.fly(20))
    assert flight.recorder.trouble == ""
    assert Recordings(tmp_path / "full").snapshot(snapshots[-5].at) is not None


def test_the_oldest_hours_make_room(tmp_path: Path) -> None:
    for hour in range(4):
        file = tmp_path / f"2026-11-1{hour}" / f"0{hour}.bastion-1.1.rec"
        file.parent.mkdir()
        file.write_bytes(b"x" * 1000)
    make_room(tmp_path, 2500)
    assert [each.begins.day for each in recorded_in(tmp_path)] == [12, 13]
    assert not (tmp_path / "2026-11-10").exists()


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    list(Flight(tmp_path / "new", 2).fly(10))
    (recorded,) = recorded_in(tmp_path / "new")
    assert recorded.file.stat().st_mode & 0o777 == 0o600
    assert recorded.file.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_new_is_not_written_again(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 2)
    snapshot = flight.store.snapshot()
    recorder = Recorder(tmp_path, "a.1", 2**30)
    recorder.look(snapshot)
    recorder.look(flight.store.snapshot())
    assert [each.snapshot for each in recorder.waiting()] == [snapshot]


@pytest.mark.serial
def test_two_hundred_signals_for_an_hour(tmp_path: Path) -> None:
    seconds = 300
    flight = Flight(tmp_path, 200)
    began = time.process_time()
    last = deque(flight.fly(seconds), maxlen=1).pop()
    cost = time.process_time() - began
    (recorded,) = recorded_in(tmp_path)
    hourly = recorded.file.stat().st_size * 3600 / seconds
    _stretch(recorded.file, 3600 // seconds, float(seconds))
    assert recorded.file.stat().st_size == pytest.approx(hourly, rel=0.01)
    clock = StageClock(flight.clock, last.at, running=False)
    store = ReplayStore(Recordings(tmp_path), policy(), clock)
    took = []
    for second in (3595, 3540, 120, 3350):
        clock.go_to(BEGAN + timedelta(seconds=second))
        began = time.process_time()
        show = store.read()
        assert show is not None
        show()
        assert store.past(KEY, last.elapsed - 3600, last.elapsed).times
        took.append(time.process_time() - began)
        assert len(store.snapshot().sources) == 200
    print(
        f"{hourly / 2**20:.1f} MB an hour, {cost / seconds * 100:.1f} % of a core, "
        f"seek {max(took) * 1000:.0f} ms"
    )
    assert hourly < 15 * 2**20  # the rest is for what was known before the hour
    assert quick(max(took), 0.5)


def _stretch(file: Path, times: int, seconds: float) -> None:
    """Let the same happen again and again, as far as reading it goes."""
    made = []
    with file.open("rb") as stream:
        for block in blocks_of(file):
            content: Any = frames_of(stream, block)
            moments, frames = content
            made.append((block, section(stream, block.values), moments, frames))
    stretched = bytearray()
    for turn in range(times):
        late = turn * seconds
        for block, values, moments, frames in made:
            head, _, body = values.partition(b"\n")
            points = (struct.pack("<Hdd", number, at + late, value) for number, at, value in _POINT(body))
            stretched += packed(
                Content(
                    block.at + late,
                    head + b"\n" + b"".join(points),
                    [[at + late for at in moments], frames],
                    whole=block.whole,
                    anew=block.anew and not turn,
                )
            )
    file.write_bytes(stretched)


_POINT = struct.Struct("<Hdd").iter_unpack
