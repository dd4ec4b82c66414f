"""A file is gone on with only where it was left: after a kill, beside others, when the clock goes back."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from data.recorder.blocks import blocks_of
from data.recorder.files import recorded_in
from data.recorder.recordings import Recordings
from tests.data.recorder.flight import BEGAN, Flight

T = TypeVar("T")


def test_a_kill_at_any_byte_takes_nothing_of_the_console_that_comes_after(tmp_path: Path) -> None:
    first = Flight(tmp_path, 5)
    before = list(first.fly(24))
    (recorded,) = recorded_in(tmp_path)
    written = recorded.file.read_bytes()
    *_, torn = (block.values.start for block in blocks_of(recorded.file) if block.values)
    second = Flight(tmp_path / "second", 6, seed=8)
    second.clock.wall += timedelta(seconds=30)
    after = list(second.fly(24))
    (other,) = recorded_in(tmp_path / "second")
    following = other.file.read_bytes()
    for end in range(torn - 40, len(written), 37):
        recorded.file.write_bytes(written[:end] + following)
        recordings = Recordings(tmp_path)
        assert recordings.snapshot(before[19].at) == before[19]
        assert [recordings.snapshot(each.at) for each in after] == after


def test_a_file_that_another_console_removed_is_begun_anew(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 3)
    list(flight.fly(20))
    (recorded,) = recorded_in(tmp_path)
    recorded.file.unlink()  # its hour was the oldest when room had to be made
    later = list(flight.fly(20))
    known = Recordings(tmp_path).known(later[-1].at)
    assert known is not None and known.snapshot == later[-1]
    key = ("service-0", "http.latency_ms", (("path", "/health"),))
    kept = Recordings(tmp_path).pasts(known)(key)
    assert kept is not None and kept.latest(later[-1].elapsed) == flight.store.history(key)
    assert flight.recorder.trouble == ""


def test_two_consoles_of_one_name_and_number_do_not_mix_what_they_know(tmp_path: Path) -> None:
    """As in two containers that share a folder."""
    one, other = Flight(tmp_path, 6), Flight(tmp_path, 5, seed=8)
    other.clock.wall += timedelta(seconds=0.5)
    seen = [each for pair in zip(one.fly(80), other.fly(80), strict=True) for each in pair]
    recordings = Recordings(tmp_path)
    found = [known for each in seen if (known := recordings.known(each.at))]
    assert all(known.snapshot in seen and not known.damaged for known in found)
    assert {len(known.snapshot.sources) for known in found} == {5, 6}


def test_a_day_that_goes_while_it_is_listed_was_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(Flight(tmp_path, 2).fly(4))
    older = tmp_path / "2026-11-19"
    older.mkdir()
    for name in ("scandir", "listdir"):
        monkeypatch.setattr(os, name, _removing(older, getattr(os, name)))
    assert len(recorded_in(tmp_path)) == 1
    assert not older.exists()


def _removing(folder: Path, listing: Callable[[Path], T]) -> Callable[[Path], T]:
    def listed(path: Path) -> T:
        if Path(path) == folder:  # another console makes room just now
            folder.rmdir()
        return listing(path)

    return listed


@pytest.mark.parametrize("back", [0.2, 0.9, 2.0])
def test_however_little_the_clock_goes_back_no_moment_is_told_wrong(tmp_path: Path, back: float) -> None:
    flight = Flight(tmp_path, 6)
    seen = list(flight.fly(30))
    flight.clock.wall -= timedelta(seconds=back)
    flight.clock.move(-0.9)
    seen += flight.fly(6)
    recordings = Recordings(tmp_path)
    for moment in range(260, 370):
        known = recordings.known(BEGAN + timedelta(seconds=moment / 10))
        assert known is None or known.snapshot in seen
