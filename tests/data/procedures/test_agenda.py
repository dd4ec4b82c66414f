from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.models.checklist import Every, Recurrence
from data.models.item_record import ItemState
from data.models.run import Run, Signature
from data.procedures import intents
from data.procedures.agenda import Standing, adopted, agenda, day_of, missed, run_to_do, upcoming
from data.procedures.calendar import instant
from data.procedures.library import load_checklists
from tests.data.procedures.entries import NINE
from tests.data.procedures.runs import LIST, Work

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-20T{text}:00Z")


def run_of(day: int, *, signed: bool = True, id: str = LIST.id) -> Run:
    when = date(2026, 11, day)
    return Run(f"{id}-{when}", id, "manual", when, signed=Signature("alice", NINE) if signed else None)


@pytest.mark.parametrize(
    ("clock", "standing"), [("08:59", "upcoming"), ("09:00", "due"), ("10:59", "due"), ("11:00", "overdue")]
)
def test_how_the_open_occasion_stands(clock: str, standing: str) -> None:
    [engagement] = agenda([LIST], [], LONDON, at(clock))
    assert engagement.standing == standing
    assert engagement.occasion.day == date(2026, 11, 20)


def test_signed_is_done_and_begun_is_under_way() -> None:
    [begun] = agenda([LIST], [run_of(20, signed=False)], LONDON, at("12:00"))
    assert (begun.standing, begun.under_way) == (Standing.OVERDUE, True)
    [done] = agenda([LIST], [run_of(20)], LONDON, at("12:00"))
    assert (done.standing, done.under_way) == (Standing.DONE, False)


def test_missed_counts_from_when_a_list_was_taken_up() -> None:
    runs = [run_of(16), run_of(18, signed=False), run_of(19)]
    found = missed([LIST], runs, LONDON, at("12:00"), date(2026, 11, 1))
    assert [each.occasion.day.day for each in found] == [18, 17]
    assert found[0].run is runs[1]
    assert missed([LIST], [], LONDON, at("12:00"), date(2026, 11, 1)) == []
    assert [e.occasion.day.day for e in missed([LIST], runs, LONDON, at("12:00"), date(2026, 11, 18))] == [18]


def test_a_months_list_is_missed_when_its_month_is_over() -> None:
    monthly = replace(LIST, recurrence=Recurrence(Every.MONTH))
    october = replace(run_of(1), id="october", day=date(2026, 9, 1))
    found = missed([monthly], [october], LONDON, at("12:00"), date(2026, 10, 28))
    assert [each.occasion.day for each in found] == [date(2026, 10, 1)]


def test_a_list_over_the_days_the_clocks_change_is_done_once_each_day() -> None:
    """Fault 20."""
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        days = [sunday + timedelta(days=n) for n in (-1, 0, 1)]
        runs = [replace(run_of(1), id=str(day), day=day) for day in days]
        now = instant(days[-1], datetime(2026, 1, 1, 12, tzinfo=LONDON).time(), LONDON)
        assert missed([LIST], runs, LONDON, now, days[0]) == []
        without = [run for run in runs if run.day != sunday]
        assert [e.occasion.day for e in missed([LIST], without, LONDON, now, days[0])] == [sunday]


def test_a_weekly_list_is_done_whatever_day_of_the_week_it_was() -> None:
    weekly = replace(LIST, recurrence=Recurrence(Every.WEEK))
    [engagement] = agenda([weekly], [run_of(18)], LONDON, at("12:00"))
    assert engagement.standing is Standing.DONE


def test_the_most_urgent_comes_first_and_on_demand_is_not_due() -> None:
    found = agenda(load_checklists().checklists, [run_of(20, id="manual-morning")], LONDON, at("18:30"))
    order = [each.standing.urgency for each in found]
    assert order == sorted(order)
    ids = {each.checklist.id: each.standing for each in found}
    assert ids["manual-morning"] is Standing.DONE
    assert ids["manual-evening"] is Standing.DUE
    assert ids["skafu-daily"] is Standing.OVERDUE
    assert "runbooks-pre-deployment" not in ids


def test_what_comes_next() -> None:
    found = upcoming(load_checklists().checklists, LONDON, at("12:00"), timedelta(hours=24))
    ids = [each.checklist.id for each in found]
    assert "manual-morning" in ids and "unified-monday" not in ids
    assert all(each.occasion.opens > at("12:00") for each in found)
    soon = upcoming([LIST], LONDON, at("12:00"), timedelta(hours=11, minutes=59))
    assert (soon, len(upcoming([LIST], LONDON, at("12:00"), timedelta(hours=12)))) == ([], 1)


def test_which_lists_a_team_works_by() -> None:
    library = load_checklists()
    morning = library.get("manual-morning")
    assert adopted(morning, [], "manual")
    assert not adopted(morning, [], "skafu")
    assert adopted(morning, [run_of(1, id="manual-morning")], "skafu")
    assert adopted(replace(LIST, document=""), [], "skafu")


def test_a_signed_run_is_not_gone_on_with_but_followed_by_another() -> None:
    work = Work()
    day = work.run.day
    assert run_to_do(LIST, day, []) == (work.id, None)
    assert run_to_do(LIST, day, [work.run]) == (work.id, work.run)
    for item in ("disk", "till", "rota"):
        work.do(intents.mark(work.run, item, ItemState.DONE))
    work.do(intents.sign(work.run))
    assert run_to_do(LIST, day, [work.run]) == (f"{work.id}-2", None)


def test_the_day_of_a_run() -> None:
    assert day_of(LIST, LONDON, at("00:30")) == date(2026, 11, 20)
    assert day_of(replace(LIST, recurrence=Recurrence(Every.WEEK)), LONDON, at("12:00")) == date(2026, 11, 16)
    assert day_of(replace(LIST, recurrence=Recurrence(Every.ON_DEMAND)), LONDON, at("12:00")) == date(
        2026, 11, 20
    )
