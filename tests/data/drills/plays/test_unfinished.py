"""Which drills were left half-way is found quickly, and one of them by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.drills.plays.folders import DrillFolder, drills_in, new_drill
from data.drills.plays.stage_time import StageTime, write_stage_time
from data.drills.plays.telling import begun_draft, ended_draft
from data.drills.plays.unfinished import (
    has_ended,
    is_played,
    player_of,
    progress_of,
    to_resume,
    unfinished_in,
)
from data.errors import UsageError
from data.journal.journal import Journal
from data.models.entry import Draft
from data.models.score import Score
from data.stage_clock import StageClock
from tests.data.drills.plays.test_folders import DAY, HEAD
from tests.drill_console import LEAK
from tests.fakes import HandClock

SAID = StageTime(300.0, 1000.0, 1.0, running=True, ended=False, process=1)


def drill(root: Path, *, until: float | None = None, note: str = "", hours: int = 0) -> DrillFolder:
    """A drill that was begun, and ended at `until` where that is given."""
    began = HEAD.began + timedelta(hours=hours)
    made = new_drill(root, replace(HEAD, scenario=LEAK.id, began=began), DAY)
    clock = StageClock(HandClock(), LEAK.starts, running=False)
    journal = Journal.open(made.journal, by="bo", host="here", zone=ZoneInfo("UTC"), time=clock, drill=True)
    journal.submit(begun_draft(LEAK, 7))
    clock.step(120.0)
    journal.submit(Draft("note", {"text": note}))
    if until is not None:
        clock.step(until - 120.0)
        journal.submit(ended_draft(LEAK, 7, Score(0.0, ()), until))
    assert journal.close(5.0) == ()
    return made


def test_what_was_ended_is_not_unfinished_whatever_somebody_wrote(tmp_path: Path) -> None:
    left = drill(tmp_path, note='kind = "drill.ended"')
    ended = drill(tmp_path, until=200.0, hours=1)
    assert has_ended(ended) and not has_ended(left)
    assert unfinished_in(tmp_path) == (left,)
    write_stage_time(left.path, replace(SAID, ended=True))
    assert unfinished_in(tmp_path) == ()


def test_how_far_it_came_is_the_last_that_is_known(tmp_path: Path) -> None:
    left = drill(tmp_path)
    assert progress_of(left).second == 120.0 and progress_of(left).lasts == LEAK.lasts
    write_stage_time(left.path, SAID)
    assert progress_of(left).second == 300.0
    empty = new_drill(tmp_path, HEAD, DAY)
    assert progress_of(empty).lasts == 0.0 and empty in unfinished_in(tmp_path)


def test_the_latest_that_nobody_plays_is_gone_on_with(tmp_path: Path) -> None:
    first, second = drill(tmp_path), drill(tmp_path, hours=1)
    found = unfinished_in(tmp_path)
    assert to_resume(found, "", []) == second
    duty = player_of(second)
    assert duty.take()
    assert is_played(second) and not is_played(first)
    assert to_resume(found, "", []) == first
    duty.release()
    assert not is_played(second)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "2026-11-20-database-connections-2",
            "come to its end .*drill score 2026-11-20-database-connections-2",
        ),
        ("2026-11-20-database-connection-1", 'nearest known one is "2026-11-20-database-connections-1"'),
        ("elsewhere", "there are 2026-11-20-database-connections-1, 2026-11-20-database-connections-3"),
        ("database", "2 unfinished drills have"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(tmp_path: Path, name: str, words: str) -> None:
    for number, until in enumerate([None, 200.0, None]):
        drill(tmp_path, until=until, hours=number)
    names = [each.path.name for each in drills_in(tmp_path)]
    found = unfinished_in(tmp_path)
    with pytest.raises(UsageError, match=words):
        to_resume(found, name, names)
    assert to_resume(found, "connections-3", names).path.name.endswith("-3")


def test_where_there_is_none_that_is_said() -> None:
    with pytest.raises(UsageError, match=r"no drill is unfinished \(ops-console drill begins one\)"):
        to_resume((), "", [])
    with pytest.raises(UsageError, match="none is unfinished"):
        to_resume((), "mine", [])
