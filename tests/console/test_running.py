"""Which run of a list is opened, and where somebody had been in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from console.half_written import HalfWrittenTexts
from console.parts import Parts
from console.running import prepare_run
from data.models.entry import Draft
from data.procedures.draft_store import DraftStore
from screens.checklists.deciding import RunContext
from tests.console_parts import parts
from tests.fakes import START, HandClock

LIST = "manual-morning"


class Late:
    """A console that is open on the morning list, three minutes before midnight."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(START.replace(hour=23, minute=57))
        self.parts: Parts = parts(folder, time=self.clock)
        self.folder = folder
        self.half_written = HalfWrittenTexts(DraftStore(folder, "alice"))
        self.first = self.open()
        self.half_written.typed(self.first.run, "note:backup", "disk is slo")

    def open(self) -> RunContext:
        """The run that a console opens which was started anew, with what begins it on record."""
        self.half_written.flush()
        self.half_written = HalfWrittenTexts(DraftStore(self.folder, "alice"))
        journal = self.parts.journal
        entries = journal.since(date(2026, 11, 19))
        context, drafts = prepare_run(self.parts, entries, self.half_written, LIST)
        self.write(*drafts)
        self.half_written.opened(context.run)
        return context

    def write(self, *drafts: Draft) -> None:
        for draft in drafts:
            self.parts.journal.submit(draft).result(30)


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Late]:
    made = Late(tmp_path)
    yield made
    made.half_written.flush()
    assert made.parts.journal.close(30.0) == ()


def test_a_console_that_ended_at_midnight_comes_back_to_the_run_and_its_words(late: Late) -> None:
    late.clock.move(240)
    again = late.open()
    assert (again.run, again.day, again.due) == (late.first.run, late.first.day, late.first.due)
    assert again.half_written("note:backup") == "disk is slo"


def test_what_somebody_worked_on_until_just_now_is_gone_on_with(late: Late) -> None:
    for _ in range(2):
        late.clock.move(2400)
        late.write(Draft("item.noted", {"run": late.first.run, "item": "backup", "note": "still slow"}))
    assert late.open().run == late.first.run


def test_on_the_next_morning_the_list_is_a_new_one(late: Late) -> None:
    late.clock.move(9 * 3600)
    assert late.open().run == f"{LIST}-2026-11-21"


def test_a_run_that_was_left_is_not_taken_up_on_the_next_day(late: Late) -> None:
    late.clock.move(240)
    late.half_written.opened("")
    assert late.open().run == f"{LIST}-2026-11-21"
