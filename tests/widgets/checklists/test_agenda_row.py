"""A list as a line: what stands beside its title stands apart from it."""

from __future__ import annotations

import pytest

from data.models.checklist import Checklist
from data.procedures.library import load_checklists
from widgets.checklists.agenda_row import shelf_line
from widgets.line import plain_text

LISTS = load_checklists().checklists


@pytest.mark.parametrize("checklist", LISTS, ids=[each.id for each in LISTS])
def test_a_title_that_is_cut_does_not_run_into_its_document(checklist: Checklist) -> None:
    row = plain_text(shelf_line(checklist, 76))
    assert f" {checklist.document or 'own'} " in row
