"""Which entries of a journal tell of runs of procedures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.journal.journal import Journal
from data.models.entry import Entry
from data.runbook_runs.fold import WORDS


def entries_about_runs(journal: Journal, since: date | None = None) -> Iterator[Entry]:
    """All entries of the days that speak of runs, oldest first."""
    for day in journal.days():
        if (since is None or day >= since) and journal.mentions(day, WORDS):
            yield from journal.day(day).entries
