"""A list as a line."""

from __future__ import annotations

import pytest

from data.procedures.library import load_checklists
from widgets.checklists.agenda_row import shelf_line
from widgets.line import plain_text

RECOVERY = load_checklists().get("manual-monthly-recovery")


@pytest.mark.parametrize("room", range(20, 40))
def test_a_title_never_runs_into_its_document(room: int) -> None:
    assert " manual " in plain_text(shelf_line(RECOVERY, room + 48))
