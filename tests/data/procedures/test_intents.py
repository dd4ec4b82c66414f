from __future__ import annotations

from datetime import date

import pytest

from data.errors import UsageError
from data.models.entry import Draft
from data.models.item_record import ItemState
from data.models.verdict import Verdict
from data.procedures import intents
from data.procedures.finding import Finding
from data.procedures.library import load_checklists
from tests.data.procedures.entries import DAY
from tests.data.procedures.runs import LIST, Work, disk

FULL = disk(91, Verdict.FAIL)
ROOMY = disk(40, Verdict.PASS)
NOTHING = Finding(Verdict.NO_DATA, "not configured")


def fields(drafts: list[Draft]) -> dict[str, object]:
    [draft] = drafts
    return dict(draft.fields)


def test_a_run_begins_with_the_items_of_its_day() -> None:
    evening = load_checklists().get("manual-evening")
    thursday, friday = date(2026, 11, 19), date(2026, 11, 20)
    assert fields(intents.start(evening, "r", thursday, "manual"))["items"] == [
        "completed",
        "size",
        "offsite",
    ]
    assert fields(intents.start(evening, "r", friday, "manual"))["items"] == [
        "completed",
        "size",
        "offsite",
        "restore-test",
    ]


def test_a_check_is_recorded_with_its_evidence_and_once() -> None:
    work = Work()
    drafts = intents.check(work.run, "disk", ROOMY, spent_s=1.24)
    told = fields(drafts)
    assert (told["item"], told["verdict"], told["spent_s"]) == ("disk", "pass", 1.2)
    assert isinstance(told["evidence"], list) and told["evidence"][0]["value"] == 40
    assert drafts[0].day == DAY
    run = work.do(drafts)
    assert intents.check(run, "disk", disk(41, Verdict.PASS)) == []
    assert intents.check(run, "disk", disk(41, Verdict.PASS), again=True)
    assert intents.check(run, "disk", FULL)


def test_skipping_asks_a_reason() -> None:
    work = Work()
    with pytest.raises(UsageError, match="why is this skipped"):
        intents.mark(work.run, "till", ItemState.SKIPPED, reason="  ")
    run = work.do(intents.mark(work.run, "till", ItemState.SKIPPED, reason="closed today"))
    assert run.record("till").state is ItemState.SKIPPED


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (FULL, ItemState.DONE),
        (ROOMY, ItemState.FAILED),
        (FULL, ItemState.NOT_APPLICABLE),
    ],
)
def test_overruling_asks_a_reason_and_keeps_both_verdicts(found: Finding, state: ItemState) -> None:
    work = Work()
    run = work.do(intents.check(work.run, "disk", found))
    with pytest.raises(UsageError, match=found.verdict.value):
        intents.mark(run, "disk", state)
    told = fields(intents.mark(run, "disk", state, reason="I looked"))
    assert (told["self"], told["reason"]) == (found.verdict.value, "I looked")
    record = work.do(intents.mark(run, "disk", state, reason="I looked")).record("disk")
    assert record.check is not None and record.check.verdict is found.verdict
    assert record.state is state


def test_what_the_check_cannot_know_a_person_may_decide_without_a_reason() -> None:
    work = Work()
    run = work.do(intents.check(work.run, "disk", NOTHING))
    assert work.do(intents.mark(run, "disk", ItemState.DONE)).record("disk").verdict is Verdict.PASS


def test_a_mark_can_be_taken_back() -> None:
    work = Work()
    run = work.do(intents.mark(work.run, "till", ItemState.DONE))
    assert work.do(intents.undo(run, "till")).record("till").open
    with pytest.raises(UsageError, match="nobody has marked"):
        intents.undo(work.run, "till")


def test_signing_waits_for_every_item_and_closes_the_run() -> None:
    work = Work()
    work.do(intents.check(work.run, "disk", FULL))
    work.do(intents.mark(work.run, "till", ItemState.DONE))
    with pytest.raises(UsageError, match="1 item still needs you: rota"):
        intents.sign(work.run)
    work.do(intents.mark(work.run, "rota", ItemState.NOT_APPLICABLE), by="bo")
    run = work.do(intents.sign(work.run, "as ever"), by="bo")
    assert run.signed is not None and (run.signed.by, run.signed.note) == ("bo", "as ever")
    assert run.verdict is Verdict.FAIL
    with pytest.raises(UsageError, match="was signed by bo"):
        intents.mark(run, "till", ItemState.FAILED)
    assert intents.check(run, "disk", ROOMY) == []
    assert work.do(intents.note(run, "an afterthought")).notes[-1].text == "an afterthought"


def test_what_makes_no_sense_is_refused_in_words() -> None:
    run = Work().run
    with pytest.raises(UsageError, match=r'no item .* is called "tilt".*"till"'):
        intents.mark(run, "tilt", ItemState.DONE)
    with pytest.raises(UsageError, match="taking back"):
        intents.mark(run, "till", ItemState.OPEN)
    with pytest.raises(UsageError, match="says nothing"):
        intents.note(run, " \n")
    with pytest.raises(UsageError, match="nothing is carried"):
        intents.clear(run, "till", "done")
    with pytest.raises(UsageError, match="was signed"):
        work = Work()
        for item in ("disk", "till", "rota"):
            work.do(intents.mark(work.run, item, ItemState.DONE))
        intents.sign(work.do(intents.sign(work.run)))


def test_a_failure_is_cleared_with_words() -> None:
    work = Work()
    run = work.do(intents.check(work.run, "disk", FULL))
    with pytest.raises(UsageError, match="how was disk dealt with"):
        intents.clear(run, "disk", "")
    cleared = work.do(intents.clear(run, "disk", "ticket 12")).record("disk").cleared
    assert cleared is not None and cleared.note == "ticket 12"
    assert LIST.item("disk") is not None
