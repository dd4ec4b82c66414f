from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from data.models.item_record import ItemState
from data.models.run import Run, Signature
from data.models.verdict import Verdict
from data.procedures import intents
from data.reports.track import keep_track, kept_lists
from tests.data.procedures.runs import LIST, Work, disk

UTC_ZONE = ZoneInfo("UTC")
MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def run(day: date, signed: datetime | None) -> Run:
    signature = Signature("alice", signed) if signed else None
    return Run(f"{LIST.id}-{day}", LIST.id, "manual", day, signed=signature, worked=120.0)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def days(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_done_on_time_late_missed_and_open() -> None:
    due = LIST.recurrence.at.hour
    runs = [run(days(0), at(days(0), due)), run(days(1), at(days(1), due + 5)), run(days(2), None)]
    tracks = keep_track([LIST], runs, UTC_ZONE, NOW)
    (kept,) = kept_lists(tracks, UTC_ZONE, NOW, MONDAY, days(7))
    assert (kept.done, kept.on_time, kept.missed, kept.open) == (2, 1, 2, 1)
    assert (len(kept.runs), kept.worked) == (3, 360.0)


def test_each_day_counts_once_and_only_its_own() -> None:
    runs = [run(days(n), at(days(n), 9)) for n in range(4)]
    tracks = keep_track([LIST], runs, UTC_ZONE, NOW)
    told = [kept_lists(tracks, UTC_ZONE, NOW, days(n), days(n + 1)) for n in range(5)]
    assert [(kept[0].done, kept[0].missed, kept[0].open) for kept in told] == [(1, 0, 0)] * 4 + [(0, 0, 1)]


def test_a_list_that_nobody_has_taken_up_was_not_missed() -> None:
    assert keep_track([LIST], [], UTC_ZONE, NOW) == ()
    tracks = keep_track([LIST], [run(days(3), at(days(3), 9))], UTC_ZONE, NOW)
    (kept,) = kept_lists(tracks, UTC_ZONE, NOW, MONDAY, days(4))
    assert (kept.done, kept.missed) == (1, 0)


def test_what_failed_and_what_was_overruled() -> None:
    work = Work(MONDAY)
    work.do(intents.check(work.run, "disk", disk(91.0, Verdict.FAIL)))
    folded = replace(work.run, signed=None)
    tracks = keep_track([LIST], [folded], UTC_ZONE, NOW)
    (kept,) = kept_lists(tracks, UTC_ZONE, NOW, MONDAY, days(1))
    assert [(each.item, each.words) for each in kept.failed] == [("Disks have room", "91.0 % is not < 80 %")]
    assert kept.overruled == 0
    assert folded.record("disk").state is ItemState.FAILED
