"""What is on record of a drill that was played."""

from __future__ import annotations

from datetime import UTC

from data.drills.folders import DrillFolder
from data.journal.pages import days_between, read_day
from data.journal.showing import shown_page
from data.models.entry import Entry


def entries_of(folder: DrillFolder) -> tuple[Entry, ...]:
    """Every entry of a drill's journal in the order of time, fit to be shown."""
    root = folder.journal
    return tuple(
        entry for day in days_between(root) for entry in shown_page(read_day(root, day, UTC)).entries
    )
