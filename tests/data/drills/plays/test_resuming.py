"""Where a drill is gone on with, and what had reached its players by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.drills.orders.obeyed import done_draft
from data.drills.orders.orders import say_draft
from data.drills.plays.resuming import left_at, resumed_draft
from data.drills.plays.stage import Stage
from data.drills.plays.stage_time import StageTime
from data.drills.plays.telling import INJECT
from data.drills.worlds.tags import tag_of
from data.drills.worlds.world import World
from data.models.entry import Draft, Entry
from data.stage_clock import StageClock
from tests.drill_console import LEAK
from tests.fakes import HandClock

SAID = StageTime(300.0, 1000.0, 2.0, running=True, ended=False, process=1)


def entry(draft: Draft, second: float, id: str = "one") -> Entry:
    at = LEAK.starts + timedelta(seconds=second)
    return Entry(id, 1, at, at.date(), "bo", "bastion-1", draft.kind, True, draft.fields, "", "")


@pytest.mark.parametrize(
    ("done", "time", "second"),
    [
        ((), None, 0.0),
        ((), SAID, 300.0),
        ((299.0,), SAID, 300.0),
        ((10.0, 301.5), SAID, 301.501),
        ((10.0,), None, 10.001),
        ((), replace(SAID, second=float("nan")), 0.0),
        ((), replace(SAID, second=1e9), LEAK.lasts),
    ],
)
def test_it_goes_on_after_the_last_that_is_known(
    done: tuple[float, ...], time: StageTime | None, second: float
) -> None:
    entries = [entry(Draft("note", {}), each) for each in done]
    assert left_at(LEAK, entries, time) == pytest.approx(second, abs=1e-6)


def test_what_is_on_record_of_it_is_when_and_where() -> None:
    moment = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    draft = resumed_draft(LEAK, 300.12345, moment)
    assert (draft.kind, draft.drill) == ("drill.resumed", True)
    words = "goes on at 05:00 of 30:00, after it was left"
    assert draft.fields == {"second": 300.123, "moment": moment, "words": words}


def test_what_the_leader_let_come_has_come_and_is_not_told_twice() -> None:
    clock = StageClock(HandClock(), LEAK.starts, running=False)
    clock.step(100.0)
    stage = Stage(World(LEAK, 7), clock, lambda _: None)
    orders = [
        entry(say_draft("Ann", "hello", 61.0), 1, "told"),
        entry(done_draft("told", 62.0), 2, "heard-one"),
        entry(say_draft("Ann", "are you there?", 90.0), 3, "untold"),
        entry(done_draft("untold", 91.0), 4, "heard-another"),
        entry(say_draft("Ann", "well?", 92.0), 5, "unheard"),
    ]
    stage.resume([entry(Draft(INJECT, {"inject": tag_of("said-told"), "second": 62.0}), 62)], orders)
    assert [draft.fields["words"] for draft in stage.settle()] == ["are you there?"]
    came = [
        (each.inject.words, each.second) for each in stage.world.happened(100) if each.inject.who == "Ann"
    ]
    assert came == [("hello", 62.0), ("are you there?", 91.0)]


def test_every_service_has_been_asked_as_if_nobody_had_left() -> None:
    def rounds(second: float, *, at_once: bool) -> list[tuple[str, float]]:
        clock = StageClock(HandClock(), LEAK.starts, running=False)
        asked: list[tuple[str, float]] = []
        stage = Stage(World(LEAK, 7), clock, lambda each: asked.append((each.source, each.ended_elapsed)))
        clock.step(second)
        if at_once:
            stage.resume([], [])
        stage.settle()
        clock.step(100.0)
        stage.settle()
        return asked

    assert rounds(333.3, at_once=True) == rounds(333.3, at_once=False)
