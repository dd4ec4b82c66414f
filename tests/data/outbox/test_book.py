"""What a book of the outbox sees of the journal when it only looks at the newest."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from data.outbox import writing
from data.outbox.book import Book
from tests.data.outbox.scene import letter
from tests.journal_helpers import NOON, StillTime, opened


def test_what_came_just_before_midnight_is_seen_just_after_it(tmp_path: Path) -> None:
    clock = StillTime(NOON.replace(hour=23, minute=59, second=59))
    with opened(tmp_path, time=clock) as journal:
        book = Book(journal)
        for draft in writing.queue([letter("w-1")]):
            journal.submit(draft).result(30)
        clock.moment += timedelta(seconds=2)
        book.refresh(10)
        assert [each.key for each in book.outbox.letters] == ["w-1"]


def test_what_is_of_both_days_is_told_in_order(tmp_path: Path) -> None:
    clock = StillTime(NOON.replace(hour=23, minute=59, second=59))
    with opened(tmp_path, time=clock) as journal:
        for draft in writing.queue([letter("w-1")]):
            journal.submit(draft).result(30)
        clock.moment += timedelta(seconds=2)
        book = Book(journal)
        book.refresh(10)
        for draft in writing.dropped(book.outbox.letters[0], "said by telephone"):
            journal.submit(draft).result(30)
        book = Book(journal)
        book.refresh(10)
        assert [each.open for each in book.outbox.letters] == [False]
