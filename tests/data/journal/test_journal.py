"""The journal as its users meet it: hand over, wait, read back, follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from queue import Queue
from zoneinfo import ZoneInfo

import pytest

from data.errors import BadDataError, JournalRefused
from data.journal.journal import Journal
from data.models.entry import Draft, Trust
from data.models.journal import JournalNews, SaveState
from tests.journal_helpers import StillTime, opened


def test_an_entry_comes_back_as_it_was_given(tmp_path: Path) -> None:
    with opened(tmp_path, by="alice") as journal:
        saved = journal.submit(Draft("note", {"note": "two\nlines \x1b[31m", "n": 3})).result(30)
        page = journal.day(journal.today())
    assert [entry.id for entry in page.entries] == [saved.id]
    entry = page.entries[0]
    assert (entry.by, entry.kind, entry.trust, entry.drill) == ("alice", "note", Trust.SEALED, False)
    assert entry.get("note") == "two\nlines ␛[31m"
    assert saved.get("note") == "two\nlines \x1b[31m"
    assert entry.at == saved.at
    assert page.problems == ()


def test_an_entry_goes_to_the_day_of_the_zone(tmp_path: Path) -> None:
    time = StillTime(datetime(2026, 3, 28, 23, 59, 59, 900_000, tzinfo=UTC))
    with opened(tmp_path, zone="Europe/Berlin", time=time) as journal:
        first = journal.submit(Draft("note", day=date(2026, 3, 28))).result(30)
        time.moment += timedelta(days=1)
        second = journal.submit(Draft("note")).result(30)
        assert journal.days() == [date(2026, 3, 29), date(2026, 3, 30)]
        assert [entry.id for entry in journal.since(date(2026, 3, 29))] == [first.id, second.id]
    assert (first.day, second.day) == (date(2026, 3, 28), date(2026, 3, 30))
    assert first.at.utcoffset() == timedelta(hours=1)
    assert second.at.utcoffset() == timedelta(hours=2)


@pytest.mark.serial
def test_another_console_sees_entries_within_a_second(tmp_path: Path) -> None:
    news: Queue[JournalNews] = Queue()
    with opened(tmp_path, by="alice") as one, opened(tmp_path, by="bo") as other:
        before = one.submit(Draft("note", {"note": "before"})).result(30)
        other.listen(news.put)
        for number in range(3):
            written = one.submit(Draft("note", {"n": number})).result(30)
            told = news.get(timeout=2)
            assert [entry.id for entry in told.entries] == [written.id]
            assert written.id != before.id


def test_own_entries_are_told_once(tmp_path: Path) -> None:
    news: Queue[JournalNews] = Queue()
    with opened(tmp_path) as one, opened(tmp_path) as other:
        one.listen(news.put)
        own = one.submit(Draft("note")).result(30)
        assert [entry.id for entry in news.get(timeout=30).entries] == [own.id]
        foreign = other.submit(Draft("note")).result(30)
        assert [entry.id for entry in news.get(timeout=30).entries] == [foreign.id]


def test_read_only_refuses_and_says_why(tmp_path: Path) -> None:
    journal = Journal.open(
        tmp_path / "j", by="a", host="h", zone=ZoneInfo("UTC"), time=StillTime(), read_only=True
    )
    assert journal.health.state is SaveState.VIEW_ONLY
    with pytest.raises(JournalRefused, match="read-only mode"):
        journal.submit(Draft("note")).result(1)
    assert not (tmp_path / "j").exists()
    assert journal.close() == ()


def test_values_that_no_entry_can_hold_are_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        for fields in ({"x": object()}, {"x": 2**63}, {"seal": "mine"}, {"x": {1: 2}}):
            with pytest.raises(BadDataError):
                journal.submit(Draft("note", fields))
        assert journal.days() == []


def test_in_a_drill_every_entry_says_so(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/London")
    time = StillTime(datetime(2026, 3, 28, 12, tzinfo=UTC))
    journal = Journal.open(tmp_path, by="alice", host="bastion-1", zone=zone, time=time, drill=True)
    try:
        saved = journal.submit(Draft("note", {"note": "the pool is full"})).result(30)
        assert saved.drill and journal.drill
        assert [entry.drill for entry in journal.day(journal.today()).entries] == [True]
    finally:
        journal.close()
