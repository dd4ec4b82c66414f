from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from data.journal.journal import Journal
from data.models.entry import Draft
from data.models.journal import DayPage
from data.procedures.fold import fold_runs
from data.procedures.history import entries_of
from data.procedures.library import load_checklists

UTC_ZONE = ZoneInfo("UTC")
LIBRARY = load_checklists()


class At:
    """A clock that stands where it is put."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=UTC)

    def elapsed(self) -> float:
        return 0.0


class Counting:
    """A journal that tells which days were parsed."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.parsed: list[date] = []

    def days(self) -> list[date]:
        return self._journal.days()

    def mentions(self, day: date, words: Sequence[bytes]) -> bool:
        return self._journal.mentions(day, words)

    def day(self, day: date) -> DayPage:
        self.parsed.append(day)
        return self._journal.day(day)


def test_only_days_that_tell_something_are_parsed(tmp_path: Path) -> None:
    today = date(2026, 11, 20)
    time = At(today)
    journal = Journal.open(tmp_path / "j", by="alice", host="h", zone=UTC_ZONE, time=time)
    for ago, id in (
        (0, "manual-morning"),
        (1, "manual-morning"),
        (2, ""),
        (30, "manual-morning"),
        (45, "manual-vendors-quarterly"),
        (60, "runbooks-pre-deployment"),
    ):
        time.day = today - timedelta(days=ago)
        fields = {"run": f"{id}-{time.day}"} if id else {"note": "unrelated"}
        journal.submit(Draft("run.signed" if id else "note", fields)).result(30)
    counting = Counting(journal)
    names = ("manual-morning", "manual-vendors-quarterly", "runbooks-pre-deployment")
    lists = [LIBRARY.get(name) for name in names]
    runs = fold_runs(entries_of(lists, counting, UTC_ZONE, datetime(2026, 11, 20, 10, tzinfo=UTC)))
    journal.close()
    assert [(today - day).days for day in counting.parsed] == [60, 45, 1, 0]
    assert set(runs) == {
        "manual-morning-2026-11-20",
        "manual-morning-2026-11-19",
        "manual-vendors-quarterly-2026-10-06",
        "runbooks-pre-deployment-2026-09-21",
    }
