"""A list as a line: what stands beside its title stands apart from it."""

from __future__ import annotations

import pytest

from data.models.checklist import Checklist
from data.models.run import Run
from data.procedures.agenda import Engagement, Standing
from data.procedures.calendar import Occasion
from data.procedures.library import load_checklists
from tests.fakes import START
from tests.gallery import ZONE
from widgets.checklists.agenda_row import agenda_line, shelf_line
from widgets.line import plain_text

LISTS = load_checklists().checklists


@pytest.mark.parametrize("checklist", LISTS, ids=[each.id for each in LISTS])
def test_a_title_that_is_cut_does_not_run_into_its_document(checklist: Checklist) -> None:
    row = plain_text(shelf_line(checklist, 76))
    assert f" {checklist.document or 'own'} " in row
    assert len(row) <= 76, row


def test_a_run_of_which_nothing_is_left_waits_for_its_signature() -> None:
    day = START.date()
    occasion = Occasion(day, START, START, START, START)
    for left, told in ((("servers",), "1 of 1 left, overdue"), ((), "unsigned, overdue")):
        run = Run("r", LISTS[0].id, "manual", day, expected=left)
        engaged = Engagement(LISTS[0], occasion, Standing.OVERDUE, run)
        assert plain_text(agenda_line(engaged, 78, START, ZONE)).endswith(f" {told}")


@pytest.mark.parametrize("width", [100, 218])
def test_what_is_due_and_what_is_not_have_their_documents_in_one_column(width: int) -> None:
    checklist = next(each for each in LISTS if each.document)
    run = Engagement(checklist, Occasion(START.date(), START, START, START, START), Standing.DUE)
    rows = [plain_text(agenda_line(run, width, START, ZONE)), plain_text(shelf_line(checklist, width))]
    places = {row.index(checklist.document, len(checklist.title)) for row in rows}
    assert len(places) == 1 and max(places) <= 62
