"""Action items of incidents come back in the week's first list until somebody closes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from data.models.entry import Draft, Entry
from data.models.incident import Action, Assigned, Stamp
from data.models.item_record import ItemState
from data.models.run import Run
from data.procedures import intents
from data.procedures.action_items import brings_actions, carried_actions, left_words
from data.procedures.carry import carried_from
from data.procedures.fold import fold_runs
from data.procedures.library import load_checklists
from data.procedures.sheet import sheet_of
from data.procedures.summary import summary
from tests.gallery import written

LISTS = load_checklists().checklists
MONDAY = load_checklists().get("unified-monday")
DAY = date(2026, 11, 23)
ZONE = ZoneInfo("Europe/London")
INC = "INC-2026-11-20-1"
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
RUN = "unified-monday-2026-11-23"
ITEM = f"action-{INC}-2"


def assigned(due: date | None = date(2026, 11, 21), id: str = "2") -> Assigned:
    return Assigned(INC, Action(id, "raise the limit", "bo", Stamp(AT, AT.timestamp(), "alice"), due))


def begun(*found: Assigned) -> list[Entry]:
    return written(intents.start(MONDAY, RUN, DAY, "unified", carried_actions(found, DAY, ZONE)))


def run_of(entries: list[Entry]) -> Run:
    return fold_runs(entries)[RUN]


def later(entries: list[Entry], drafts: list[Draft]) -> list[Entry]:
    return entries + written(drafts, AT.replace(day=23, hour=10, minute=len(entries)))


def test_one_list_of_each_document_brings_them() -> None:
    found = {each.document: each.id for each in LISTS if brings_actions(each, LISTS)}
    assert found == {
        "manual": "manual-weekly-security",
        "runbooks": "runbooks-review",
        "skafu": "skafu-database-weekly",
        "template-platform": "template-platform-monday",
        "unified": "unified-monday",
    }


def test_it_stands_in_the_run_with_its_owner_and_how_late_it_is() -> None:
    run = run_of(begun(assigned()))
    row = sheet_of(MONDAY, run).rows[-1]
    assert (row.item.id, row.item.title, row.group) == (ITEM, "raise the limit", "Action items")
    assert row.record.carried and row.record.carried.words == "OVERDUE by 2 days: bo, due 2026-11-21"
    assert ITEM in run.open, "the list is not signed over it in silence"
    assert "raise the limit: OVERDUE by 2 days: bo, due 2026-11-21" in summary(sheet_of(MONDAY, run), ZONE)


def test_done_there_closes_it_and_undo_opens_it_again() -> None:
    entries = begun(assigned())
    mark, close = intents.mark(run_of(entries), ITEM, ItemState.DONE, note="in 4.3")
    assert mark.kind == "item.marked"
    assert (close.kind, dict(close.fields)) == (
        "incident.action-done",
        {"incident": INC, "action": "2", "note": "in 4.3"},
    )
    entries = later(entries, [mark, close])
    assert ITEM not in run_of(entries).open
    taken_back, reopened = intents.undo(run_of(entries), ITEM)
    assert taken_back.kind == "item.unmarked" and reopened.kind == "incident.action-opened"
    assert ITEM in run_of(later(entries, [taken_back])).open


@pytest.mark.parametrize("state", [ItemState.FAILED, ItemState.SKIPPED, ItemState.NOT_APPLICABLE])
def test_what_is_not_done_stays_open(state: ItemState) -> None:
    drafts = intents.mark(run_of(begun(assigned())), ITEM, state, reason="next week")
    assert [draft.kind for draft in drafts] == ["item.marked"]


def test_clearing_it_closes_it_too() -> None:
    kinds = [draft.kind for draft in intents.clear(run_of(begun(assigned())), ITEM, "by chen")]
    assert kinds == ["item.cleared", "incident.action-done"]


def test_the_next_run_asks_anew_and_carries_no_old_one() -> None:
    entries = begun(assigned())
    assert carried_from(run_of(entries), MONDAY) == ()
    assert carried_actions((), DAY, ZONE) == ()


def test_other_items_close_nothing() -> None:
    run = run_of(begun(assigned()))
    assert len(intents.mark(run, MONDAY.items[0].id, ItemState.DONE)) == 1


def test_how_many_are_open() -> None:
    assert left_words((assigned(),), DAY) == "1 action item is open, 1 overdue"
    assert left_words((assigned(None), assigned(DAY, "3")), DAY) == "2 action items are open"
