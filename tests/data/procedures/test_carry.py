from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.models.checklist import Group
from data.models.item_record import ItemState
from data.models.verdict import Verdict
from data.procedures import intents
from data.procedures.carry import carried_from, last_run, previous_run
from data.procedures.comparison import Change, change_of
from data.procedures.finding import Finding
from data.procedures.sheet import CARRIED, sheet_of
from tests.data.procedures.runs import LIST, Work, disk

FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (18, 19, 20))


def failed_on(day: date) -> Work:
    work = Work(day)
    work.do(intents.check(work.run, "disk", disk(91, Verdict.FAIL)))
    return work


def test_a_failure_is_carried_until_a_run_finds_it_in_order() -> None:
    second = Work(SECOND, previous=failed_on(FIRST).run)
    carried = second.run.record("disk").carried
    assert carried is not None and (carried.since, carried.title) == (FIRST, "Disks have room")
    assert "91" in carried.words
    third = Work(THIRD, previous=second.run)
    kept = third.run.record("disk").carried
    assert kept is not None and (kept.since, kept.run) == (FIRST, f"{LIST.id}-2026-11-18")
    third.do(intents.check(third.run, "disk", disk(40, Verdict.PASS)))
    assert carried_from(third.run, LIST) == ()


@pytest.mark.parametrize("state", [ItemState.SKIPPED, ItemState.NOT_APPLICABLE])
def test_setting_an_item_aside_does_not_settle_what_was_carried(state: ItemState) -> None:
    second = Work(SECOND, previous=failed_on(FIRST).run)
    run = second.do(intents.mark(second.run, "disk", state, reason="busy"))
    assert [each.item for each in carried_from(run, LIST)] == ["disk"]


def test_a_warning_does_not_settle_what_was_carried() -> None:
    second = Work(SECOND, previous=failed_on(FIRST).run)
    run = second.do(intents.check(second.run, "disk", disk(80, Verdict.WARN)))
    assert [each.item for each in carried_from(run, LIST)] == ["disk"]


def test_clearing_settles_it_even_while_it_still_fails() -> None:
    work = failed_on(FIRST)
    assert carried_from(work.do(intents.clear(work.run, "disk", "ordered a larger one")), LIST) == ()


def test_overruling_a_failure_leaves_nothing_to_carry() -> None:
    work = failed_on(FIRST)
    assert carried_from(work.do(intents.mark(work.run, "disk", ItemState.DONE, reason="known")), LIST) == ()


def test_a_carried_item_that_left_the_list_stays_until_somebody_clears_it() -> None:
    work = Work(FIRST)
    work.do(intents.mark(work.run, "till", ItemState.FAILED, note="drawer stuck"))
    shorter = replace(LIST, groups=(Group("People", LIST.groups[1].items),))
    second = Work(SECOND)
    second.entries.clear()
    second.do(intents.start(shorter, second.id, SECOND, "manual", carried_from(work.run, shorter)))
    row = sheet_of(shorter, second.run, [work.run]).rows[-1]
    assert (row.group, row.item.id, row.item.title, row.record.listed) == (CARRIED, "till", "till", False)
    assert second.run.open == ("rota", "till")
    [onward] = carried_from(second.run, shorter)
    assert (onward.title, onward.words, onward.since) == ("till", "drawer stuck", FIRST)
    run = second.do(intents.clear(second.run, "till", "oiled it"))
    assert run.open == ("rota",)
    assert run.record("till").verdict is Verdict.PASS


def test_the_last_run_is_the_latest_of_the_same_list() -> None:
    runs = [failed_on(day).run for day in (SECOND, FIRST, THIRD)]
    again = replace(runs[2], id=f"{runs[2].id}-2")
    assert last_run(LIST.id, [*runs, again]) is again
    assert previous_run(again, [*runs, again]) is runs[2]
    assert previous_run(runs[1], runs) is None
    assert last_run("other", runs) is None


NONE = Finding(Verdict.NO_DATA, "no data")


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (disk(40, Verdict.PASS), disk(50, Verdict.PASS), Change.SAME),
        (disk(40, Verdict.PASS), disk(81, Verdict.FAIL), Change.NEW),
        (disk(40, Verdict.PASS), NONE, Change.NEW),
        (disk(81, Verdict.FAIL), disk(40, Verdict.PASS), Change.FIXED),
        (NONE, disk(40, Verdict.PASS), Change.FIXED),
        (disk(81, Verdict.WARN), disk(81, Verdict.FAIL), Change.WORSE),
        (disk(81, Verdict.FAIL), disk(81, Verdict.WARN), Change.BETTER),
        (disk(81, Verdict.FAIL), disk(97, Verdict.FAIL), Change.WORSE),
        (disk(97, Verdict.FAIL), disk(81, Verdict.FAIL), Change.BETTER),
        (disk(81, Verdict.FAIL), disk(81.5, Verdict.FAIL), Change.SAME),
        (NONE, NONE, Change.SAME),
    ],
)
def test_the_change_since_last_time(then: Finding, now: Finding, change: Change) -> None:
    before, work = Work(FIRST), Work(SECOND)
    before.do(intents.check(before.run, "disk", then))
    work.do(intents.check(work.run, "disk", now))
    assert change_of(work.run.record("disk"), before.run.record("disk")) is change


def test_what_was_set_aside_or_not_looked_at_is_not_compared() -> None:
    before, work = failed_on(FIRST), Work(SECOND)
    assert change_of(work.run.record("till"), before.run.record("till")) is None
    work.do(intents.mark(work.run, "disk", ItemState.SKIPPED, reason="busy"))
    assert change_of(work.run.record("disk"), before.run.record("disk")) is None
    assert change_of(work.run.record("disk"), None) is None
