"""What is damaged of the past of series is said as well, from the moment on that it is missing from."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data.recorder.blocks import blocks_of
from data.recorder.files import recorded_in
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from tests.data.recorder.flight import BEGAN, Flight
from tests.fakes import HandClock, policy

_PAST = "a part of the past is damaged"


def troubles(folder: Path, moments: list[datetime]) -> list[str]:
    """What a replay says is wrong at each of these moments."""
    clock = StageClock(HandClock(), BEGAN, running=False)
    store = ReplayStore(Recordings(folder), policy(), clock)
    said = []
    for at in moments:
        clock.go_to(at)
        show = store.read()
        assert show is not None
        show()
        said.append(store.trouble)
    return said


def spoil(file: Path, place: int) -> None:
    """One byte is another one."""
    content = bytearray(file.read_bytes())
    content[place] ^= 0xFF
    file.write_bytes(content)


@pytest.mark.parametrize(("part", "number"), [("values", 7), ("pasts", 0)])
def test_a_hole_in_the_past_is_said_after_it_and_not_before(tmp_path: Path, part: str, number: int) -> None:
    list(Flight(tmp_path, 3).fly(120))
    (recorded,) = recorded_in(tmp_path)
    block = blocks_of(recorded.file)[number]
    hole = datetime.fromtimestamp(block.at, BEGAN.tzinfo)
    moments = [hole + timedelta(seconds=each) for each in (90, 1, *([-2] if number else []))]
    assert troubles(tmp_path, moments) == [""] * len(moments)
    spoil(recorded.file, getattr(block, part).start + 9)
    assert troubles(tmp_path, moments) == [_PAST, _PAST, ""][: len(moments)]


def test_what_is_seen_comes_first_and_another_hour_is_whole(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 3)
    flight.clock.wall += timedelta(minutes=59)
    list(flight.fly(120))
    first, _ = recorded_in(tmp_path)
    block = blocks_of(first.file)[2]
    assert block.frames is not None
    hole = datetime.fromtimestamp(block.at, BEGAN.tzinfo)
    spoil(first.file, block.frames.start - 1)  # the last byte of what stands before the frames
    spoil(first.file, block.frames.start + 9)
    later = [hole + timedelta(seconds=each) for each in (1, 90)]
    assert troubles(tmp_path, later) == ["what was recorded is damaged", ""]
